package localstack

import (
	"slices"

	"demarc/localstack/wire"
)

// sharedWith serves RestorableByUserIds of snapshots and ExecutableUsers of images from the permissions that the
// account's attribute files hold: all is the group of that name, self the caller's account. An image that says
// Public needs no file. What has no file is shared with nobody.
func sharedWith(attribute, member, permissions string) rule {
	return func(c *call, v any) (test, *wire.Error) {
		wanted, _ := v.([]any)
		op := c.Service.Operations[attribute]
		return func(item, _ map[string]any) bool {
			if item["Public"] == true && slices.Contains(wanted, any("all")) {
				return true
			}
			id, _ := item[member].(string)
			if op == nil || id == "" {
				return false
			}
			keys := make([]string, len(op.Keys))
			for i, k := range op.Keys {
				keys[i] = permissions
				if k == member {
					keys[i] = FileName(id)
				}
			}
			got, _, _ := c.account.lookup(op, c.region, keys)
			return got != nil && slices.ContainsFunc(wanted, func(who any) bool { return c.grants(got.output, who) })
		}, nil
	}
}

// grants looks for a grantee in the permission lists of an attribute answer.
func (c *call) grants(output map[string]any, who any) bool {
	if who == "self" {
		who = c.account.ID
	}
	for _, list := range []string{"CreateVolumePermissions", "LaunchPermissions"} {
		for _, p := range entries(output[list]) {
			permission, _ := p.(map[string]any)
			if who == "all" && permission["Group"] == "all" || permission["UserId"] == who {
				return true
			}
		}
	}
	return false
}
