package localstack

import (
	"embed"
	"io/fs"
)

// builtin holds the answers that AWS itself gives where nobody configured anything: documented "not found"
// errors of S3 and IAM, the defaults of EC2's account settings. An account's own file always wins.
//
//go:embed all:base
var builtin embed.FS

func base() fs.FS {
	sub, err := fs.Sub(builtin, "base")
	if err != nil {
		return builtin // unreachable: the folder is embedded above
	}
	return sub
}
