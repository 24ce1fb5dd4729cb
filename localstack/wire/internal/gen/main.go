// Command gen cuts the wire models of the operations in operations.txt out of AWS's public service models.
//
//	WIRE_MODELS=DIR go generate ./localstack/wire
//
// DIR is the data folder of an installed botocore (SERVICE/VERSION/service-2.json.gz and paginators-1.json)
// or the folder models/apis of github.com/aws/aws-sdk-go v1 (SERVICE/VERSION/api-2.json and paginators-1.json).
// Both are published by AWS under Apache-2.0. The result, one small file a service in models/, is committed,
// so that neither is needed to build the product.
package main

import (
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"demarc/localstack/wire"
)

func main() {
	os.Exit(run(os.Args[1:], os.Getenv, os.Stderr))
}

func run(args []string, env func(string) string, stderr io.Writer) int {
	flags := flag.NewFlagSet("gen", flag.ContinueOnError)
	flags.SetOutput(stderr)
	source := flags.String("models", env("WIRE_MODELS"), "folder with AWS's service models (or $WIRE_MODELS)")
	list := flags.String("operations", "operations.txt", "file with the operations to keep")
	out := flags.String("out", "models", "folder for the result")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if *source == "" {
		fmt.Fprintln(stderr, "gen: no model folder: set WIRE_MODELS or -models to botocore's data folder or to aws-sdk-go's models/apis")
		return 2
	}
	if err := generate(*source, *list, *out); err != nil {
		fmt.Fprintln(stderr, "gen:", err)
		return 1
	}
	return 0
}

// generate reads the list, cuts each service and writes it; files of services that left the list are removed.
func generate(source, list, out string) error {
	text, err := os.ReadFile(list)
	if err != nil {
		return err
	}
	wanted, err := parseList(string(text))
	if err != nil {
		return fmt.Errorf("%s: %w", list, err)
	}
	found, err := findModels(source, wanted)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	old, err := filepath.Glob(filepath.Join(out, "*.json.gz"))
	if err != nil {
		return err
	}
	keep := map[string]bool{}
	var index []indexEntry
	for _, id := range slices.Sorted(maps.Keys(wanted)) {
		operations := wanted[id]
		service, err := cut(found[id], id, operations)
		if err != nil {
			return err
		}
		path := filepath.Join(out, fileName(id))
		keep[path] = true
		if err := write(path, service); err != nil {
			return err
		}
		index = append(index, indexEntry{wire.DirName(id), service.Signing, service.Target, service.Version})
	}
	if err := writeIndex(filepath.Join(out, "index.json"), index); err != nil {
		return err
	}
	for _, path := range old {
		if !keep[path] {
			if err := os.Remove(path); err != nil {
				return err
			}
		}
	}
	return nil
}
