// Package inspector2 judges whether Amazon Inspector looks at what an account runs. What it finds is judged where it
// is found: on the instance in package ec2, on the image in package ecr.
package inspector2

import "demarc/checks"

// Checks lists every check of Inspector, sorted by id.
var Checks = []checks.Checker{
	EC2Scanning,
	ECRScanning,
	LambdaCodeScanning,
	LambdaScanning,
}
