// Package access reasons about AWS IAM policies: it reads policy documents, evaluates requests against every kind of
// policy that can decide them, and says who can reach a resource, with a request that proves it.
//
// Each question has one entry point:
//
//   - [Parse]: what does this document say, and what would AWS refuse in it?
//   - [Evaluate]: is this request allowed, and which statement decided?
//   - [Decide]: who can use the resource that carries this policy (anyone, an organisation, other accounts, a service)?
//   - [DecideBucket]: the same for an S3 bucket with its ACL, ownership setting and public access block.
//   - [Lint]: what is dangerous, wrong or without effect in this identity policy, and where?
//   - [NewGraph]: who is an administrator, who can become one, and by which steps?
//   - [Admin] and [RequiresTLS]: the two questions that checks ask most, answered by evaluation and not by reading text.
//
// The rules are those of the IAM user guide, chapter "Policy evaluation logic", and of the reference of policy elements.
// Policies come from the account and are hostile: every function here is bounded in time and memory whatever it is given,
// and none panics. What cannot be decided is unknown, never "not public".
//
// AnswerEvaluate, AnswerAccess and AnswerLint answer the same questions as lines of JSON. The known methods of escalation
// carry the ids of pathfinding.cloud (DataDog, Apache-2.0).
//
// The package imports the standard library and its own catalogue only, and keeps no state.
package access
