package seed

// The policies by which a plan's roles and keys differ. Reading their text does not tell the bad from the good: some of
// the bad carry a condition that binds nobody, and some of the good begin with everybody.

// organisation is that of the account, in policies.
const organisation = "o-demarcseed"

func assume(effect string, principal any, condition map[string]any) statement {
	s := statement{"Effect": effect, "Principal": principal, "Action": "sts:AssumeRole"}
	if condition != nil {
		s["Condition"] = condition
	}
	return s
}

// everybody is how a policy names all of AWS.
var everybody = map[string]any{"AWS": "*"}

// badTrust is the trust policy of a role that a stranger can assume, in one of five forms.
func badTrust(i int) *string {
	partner := map[string]any{"AWS": "arn:aws:iam::" + foreignAccount + ":root"}
	switch i % 5 {
	case 0:
		return document(assume("Allow", "*", nil))
	case 1: // an absent key satisfies ForAllValues
		return document(assume("Allow", everybody, map[string]any{"ForAllValues:StringEquals": map[string]any{"aws:PrincipalOrgID": organisation}}))
	case 2: // who calls chooses the external id
		return document(assume("Allow", everybody, map[string]any{"StringLike": map[string]any{"sts:ExternalId": "*"}}))
	case 3: // everybody may call a role so
		return document(assume("Allow", everybody, map[string]any{"ArnLike": map[string]any{"aws:PrincipalArn": "arn:aws:iam::*:role/deploy"}}))
	default: // another account, without an external id
		return document(assume("Allow", partner, nil))
	}
}

// goodTrust is the trust policy of a role that no stranger can assume.
func (b *builder) goodTrust(i int) *string {
	switch i % 6 {
	case 0:
		return document(assume("Allow", map[string]any{"AWS": "arn:aws:iam::" + foreignAccount + ":root"}, map[string]any{"StringEquals": map[string]any{"sts:ExternalId": "demarc"}}))
	case 1:
		return document(assume("Allow", everybody, map[string]any{"StringEquals": map[string]any{"aws:PrincipalAccount": b.account}}))
	case 2:
		return document(assume("Allow", everybody, nil), assume("Deny", everybody, map[string]any{"StringNotEquals": map[string]any{"aws:PrincipalAccount": b.account}}))
	case 3:
		return document(assume("Allow", map[string]any{"AWS": "arn:aws:iam::" + b.account + ":root"}, nil))
	case 4: // conditions that contradict each other
		return document(assume("Allow", everybody, map[string]any{"StringEquals": map[string]any{"aws:PrincipalAccount": foreignAccount}, "StringNotEquals": map[string]any{"aws:PrincipalAccount": foreignAccount}}))
	default:
		return trustService("lambda.amazonaws.com")
	}
}

func decrypt(effect string, principal any, condition map[string]any) statement {
	s := statement{"Effect": effect, "Principal": principal, "Action": "kms:Decrypt", "Resource": "*"}
	if condition != nil {
		s["Condition"] = condition
	}
	return s
}

// foreignKey are the statements, after the owner's, of a key that another account can use.
func foreignKey(i int) []statement {
	switch i % 4 {
	case 0:
		return []statement{decrypt("Allow", map[string]any{"AWS": "arn:aws:iam::" + foreignAccount + ":root"}, nil)}
	case 1:
		return []statement{decrypt("Allow", everybody, map[string]any{"StringEquals": map[string]any{"kms:CallerAccount": foreignAccount}})}
	case 2:
		return []statement{decrypt("Allow", map[string]any{"AWS": foreignAccount}, map[string]any{"StringEquals": map[string]any{"kms:ViaService": "s3.us-east-1.amazonaws.com"}})}
	default: // the denial leaves the other account what it denies to all others
		return []statement{decrypt("Allow", everybody, nil), decrypt("Deny", everybody, map[string]any{"StringNotEquals": map[string]any{"kms:CallerAccount": foreignAccount}})}
	}
}

// ownKey are the statements, after the owner's, of a key that no other account can use.
func (b *builder) ownKey(i int) []statement {
	switch i % 4 {
	case 0:
		return nil
	case 1:
		return []statement{decrypt("Allow", everybody, map[string]any{"StringEquals": map[string]any{"kms:CallerAccount": b.account}})}
	case 2: // what is allowed to the other account is denied to it again
		return []statement{decrypt("Allow", map[string]any{"AWS": "arn:aws:iam::" + foreignAccount + ":root"}, nil), decrypt("Deny", everybody, map[string]any{"StringNotEquals": map[string]any{"aws:PrincipalAccount": b.account}})}
	default:
		return []statement{decrypt("Allow", everybody, map[string]any{"StringEquals": map[string]any{"kms:CallerAccount": b.account, "kms:ViaService": "s3.us-east-1.amazonaws.com"}})}
	}
}

// BadRoles are the names of a plan's roles that strangers can assume, sorted.
func BadRoles(p Plan) []string { return first(p.BadTrusts, "", "role") }

// ForeignKeys are the aliases of a plan's keys that another account can use, sorted.
func ForeignKeys(p Plan) []string { return first(p.ForeignKeys, "alias/", "key") }

func first(n int, prefix, sort string) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = prefix + name(sort, i)
	}
	return out
}
