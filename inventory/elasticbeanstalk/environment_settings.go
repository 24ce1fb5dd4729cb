package elasticbeanstalk

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/elasticbeanstalk/types"

	"demarc/inventory"
	"demarc/inventory/secrets"
)

// option names one setting.
type option struct{ namespace, name string }

const properties = "aws:elasticbeanstalk:application:environment"

// set fills the facts that options bring. While a change is under way two configurations are answered; what runs is the
// deployed one.
func (e *Environment) set(list []types.ConfigurationSettingsDescription) {
	at := slices.IndexFunc(list, func(d types.ConfigurationSettingsDescription) bool {
		return d.DeploymentStatus == types.ConfigurationDeploymentStatusDeployed
	})
	if at < 0 && len(list) == 1 {
		at = 0
	}
	// Every environment has dozens of options: an answer without any is none.
	if at < 0 || len(list[at].OptionSettings) == 0 {
		e.unset(nil)
		return
	}
	options := map[option]string{}
	var found []Secret
	whole := true
	for _, o := range list[at].OptionSettings {
		namespace, name, value := aws.ToString(o.Namespace), aws.ToString(o.OptionName), aws.ToString(o.Value)
		if namespace == properties {
			kinds, all := secrets.Find([]byte(name + "=" + value))
			if whole = whole && all; len(kinds) > 0 {
				found = append(found, Secret{name, kinds})
			}
			continue
		}
		if o.Value != nil {
			options[option{namespace, name}] = value
		}
	}
	slices.SortFunc(found, func(a, b Secret) int { return cmp.Compare(a.OptionName, b.OptionName) })
	e.Secrets = inventory.Known(found)
	if !whole && len(found) == 0 {
		e.Secrets = inventory.Missing[[]Secret](&inventory.Gap{Class: inventory.Failed, Call: DescribeConfigurationSettings.String(), Detail: "an environment property was too long to be searched to its end"})
	}
	off := inventory.Known(false)
	e.ManagedActionsEnabled = boolean(options, option{"aws:elasticbeanstalk:managedactions", "ManagedActionsEnabled"}, off)
	e.StreamLogs = boolean(options, option{"aws:elasticbeanstalk:cloudwatch:logs", "StreamLogs"}, off)
	e.DisableIMDSv1 = boolean(options, option{"aws:autoscaling:launchconfiguration", "DisableIMDSv1"}, inventory.FromPtr[bool](nil))
	e.UpdateLevel = inventory.Known(options[option{"aws:elasticbeanstalk:managedactions:platformupdate", "UpdateLevel"}])
	e.ImageID = inventory.Known(options[option{"aws:autoscaling:launchconfiguration", "ImageId"}])
	e.SystemType = inventory.Known(cmp.Or(options[option{"aws:elasticbeanstalk:healthreporting:system", "SystemType"}], "basic"))
}

// boolean reads an option, which absent has the fact or gap given.
func boolean(options map[option]string, o option, absent inventory.Fact[bool]) inventory.Fact[bool] {
	text, ok := options[o]
	if !ok {
		return absent
	}
	b, err := strconv.ParseBool(text)
	if err != nil {
		return inventory.FromPtr[bool](nil)
	}
	return inventory.Known(b)
}

// unset makes every option a gap; a nil gap is that of an answer without options.
func (e *Environment) unset(gap *inventory.Gap) {
	text, flag, list := inventory.FromPtr[string](nil), inventory.FromPtr[bool](nil), inventory.FromPtr[[]Secret](nil)
	if gap != nil {
		text, flag, list = inventory.Missing[string](gap), inventory.Missing[bool](gap), inventory.Missing[[]Secret](gap)
	}
	e.ManagedActionsEnabled, e.StreamLogs, e.DisableIMDSv1 = flag, flag, flag
	e.UpdateLevel, e.ImageID, e.SystemType, e.Secrets = text, text, text, list
}
