// Package eventbridge collects what Amazon EventBridge says of the event buses of an account and region. Types and facts
// keep the names of the API reference (https://docs.aws.amazon.com/eventbridge/latest/APIReference). No event is ever read.
// This is the only package that links the EventBridge client.
//
// # Calls
//
// ListEventBuses answers 100 buses in a page, each with its policy: one call for a region, and none for each bus.
package eventbridge

import "demarc/inventory"

// ListEventBuses is the only call (Service Authorization Reference, "Actions for Amazon EventBridge").
var ListEventBuses = &inventory.Call{Service: "EventBridge", Op: "ListEventBuses", Needs: []string{"events:ListEventBuses"}}
