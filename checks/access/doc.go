// Package access reasons about AWS IAM policies: it reads policy documents, evaluates requests against every kind of
// policy that can decide them, and says who can reach a resource, with a request that proves it.
//
// Four questions are answered, each by one entry point:
//
//   - [Parse]: what does this document say, and what would AWS refuse in it?
//   - [Evaluate]: is this request allowed, and which statement decided?
//   - [Decide]: who can use the resource that carries this policy (anyone, an organisation, other accounts, a service)?
//   - [Admin] and [RequiresTLS]: the two questions that checks ask most, answered by evaluation and not by reading text.
//
// The rules are those of the IAM user guide, chapter "Policy evaluation logic", and of the reference of policy elements.
// Policies come from the account and are hostile: every function here is bounded in time and memory whatever it is given,
// and none panics. What cannot be decided is unknown, never "not public".
//
// The package imports the standard library only and keeps no state.
package access
