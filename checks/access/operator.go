package access

import "strings"

// Operator is a condition operator with its modifiers.
type Operator struct {
	// Name as written in the document, e.g. "ForAllValues:StringLikeIfExists".
	Name string
	// IfExists is true when the condition holds for a request that lacks the key.
	IfExists bool

	base    opBase
	set     setMode
	negated bool
	order   order // of numeric and date operators
	fold    bool  // compare strings without case
}

type opBase uint8

const (
	opNone opBase = iota
	opString
	opLike
	opNumeric
	opDate
	opBool
	opBinary
	opIP
	opArn
	opNull
)

type setMode uint8

const (
	setNone setMode = iota
	setAll
	setAny
)

type order uint8

const (
	orderEqual order = iota
	orderLess
	orderLessEqual
	orderGreater
	orderGreaterEqual
)

// operators are the names of the IAM reference "Condition operators", lower case. ArnEquals and ArnLike are the same.
// BinaryNotEquals is not documented.
var operators = map[string]Operator{
	"stringequals":              {base: opString},
	"stringnotequals":           {base: opString, negated: true},
	"stringequalsignorecase":    {base: opString, fold: true},
	"stringnotequalsignorecase": {base: opString, fold: true, negated: true},
	"stringlike":                {base: opLike},
	"stringnotlike":             {base: opLike, negated: true},
	"numericequals":             {base: opNumeric},
	"numericnotequals":          {base: opNumeric, negated: true},
	"numericlessthan":           {base: opNumeric, order: orderLess},
	"numericlessthanequals":     {base: opNumeric, order: orderLessEqual},
	"numericgreaterthan":        {base: opNumeric, order: orderGreater},
	"numericgreaterthanequals":  {base: opNumeric, order: orderGreaterEqual},
	"dateequals":                {base: opDate},
	"datenotequals":             {base: opDate, negated: true},
	"datelessthan":              {base: opDate, order: orderLess},
	"datelessthanequals":        {base: opDate, order: orderLessEqual},
	"dategreaterthan":           {base: opDate, order: orderGreater},
	"dategreaterthanequals":     {base: opDate, order: orderGreaterEqual},
	"bool":                      {base: opBool},
	"binaryequals":              {base: opBinary},
	"ipaddress":                 {base: opIP},
	"notipaddress":              {base: opIP, negated: true},
	"arnequals":                 {base: opArn},
	"arnlike":                   {base: opArn},
	"arnnotequals":              {base: opArn, negated: true},
	"arnnotlike":                {base: opArn, negated: true},
	"null":                      {base: opNull},
}

// parseOperator reads a name such as "ForAnyValue:StringEqualsIfExists", in any case; ok is false for a name that is
// no operator of IAM.
func parseOperator(name string) (op Operator, ok bool) {
	rest := strings.ToLower(name)
	set := setNone
	if s, found := strings.CutPrefix(rest, "forallvalues:"); found {
		rest, set = s, setAll
	} else if s, found := strings.CutPrefix(rest, "foranyvalue:"); found {
		rest, set = s, setAny
	}
	rest, ifExists := strings.CutSuffix(rest, "ifexists")
	op, ok = operators[rest]
	if ok && op.base == opNull && (ifExists || set != setNone) {
		ok = false // Null has neither form
	}
	op.Name, op.set, op.IfExists = name, set, ifExists
	return op, ok
}
