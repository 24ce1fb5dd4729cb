package ssoadmin

import "demarc/inventory/collect"

// Collectors lists every collector of IAM Identity Center.
var Collectors = []*collect.Collector{
	PermissionSetCollector,
}
