package sagemaker

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/sagemaker"
)

// isolated judges that the containers of a job cannot call out.
func isolated[T any](v *checks.View[T], f inventory.Fact[sagemaker.Network]) checks.Verdict {
	n, _ := checks.Read(v, f)
	if !n.EnableNetworkIsolation {
		return v.Fail("NetworkConfig.EnableNetworkIsolation is false")
	}
	return v.Pass("NetworkConfig.EnableNetworkIsolation is true")
}

// encryptedBetween judges that the containers of a job talk to each other in secret.
func encryptedBetween[T any](v *checks.View[T], f inventory.Fact[sagemaker.Network]) checks.Verdict {
	n, _ := checks.Read(v, f)
	if !n.EnableInterContainerTrafficEncryption {
		return v.Fail("NetworkConfig.EnableInterContainerTrafficEncryption is false")
	}
	return v.Pass("NetworkConfig.EnableInterContainerTrafficEncryption is true")
}

// Networks of the worked examples.
var (
	closed = inventory.Known(sagemaker.Network{EnableInterContainerTrafficEncryption: true, EnableNetworkIsolation: true})
	open   = inventory.Known(sagemaker.Network{})
)

// networkCases are the worked examples of a definition, which given makes of a network.
func networkCases[T any](call *inventory.Call, given func(inventory.Fact[sagemaker.Network]) T) []checks.Case[T] {
	return []checks.Case[T]{
		{Name: "closed", Given: given(closed), Want: checks.Pass},
		{Name: "open", Given: given(open), Want: checks.Fail},
		{Name: "denied", Given: given(denied[sagemaker.Network](call)), Want: checks.Unknown},
	}
}

// watch identifies the definitions of the worked examples.
var watch = inventory.Ref{ID: "watch", Region: checks.CaseRegion}
