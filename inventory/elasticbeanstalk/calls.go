// Package elasticbeanstalk collects what AWS Elastic Beanstalk says of the environments of an account and region. Types
// and facts keep the names of the API reference (https://docs.aws.amazon.com/elasticbeanstalk/latest/api). This is the
// only package that links the Elastic Beanstalk client.
//
// # Calls
//
// DescribeEnvironments tells neither settings nor instances, so that each environment costs one
// DescribeConfigurationSettings, one DescribeEnvironmentResources and, where managed updates are on, one
// DescribeEnvironmentManagedActionHistory: none of them has a batch form. The state of the platforms costs one
// DescribePlatformVersion for each platform version in use, which is less than a list of all that AWS ever published and
// tells their images too. 40 environments on 4 platform versions are at most 125 calls.
package elasticbeanstalk

import "demarc/inventory"

// The calls of Elastic Beanstalk (Service Authorization Reference, "Actions for AWS Elastic Beanstalk").
var (
	DescribeEnvironments                    = call("DescribeEnvironments")
	DescribeConfigurationSettings           = call("DescribeConfigurationSettings")
	DescribePlatformVersion                 = call("DescribePlatformVersion")
	DescribeEnvironmentManagedActionHistory = call("DescribeEnvironmentManagedActionHistory")
	DescribeEnvironmentResources            = call("DescribeEnvironmentResources")
	// ListTagsForResource brings Ref.Tags; no check reads them, so only a selection by tag asks for it.
	ListTagsForResource = call("ListTagsForResource")
)

func call(op string) *inventory.Call {
	return &inventory.Call{Service: "Elastic Beanstalk", Op: op, Needs: []string{"elasticbeanstalk:" + op}}
}
