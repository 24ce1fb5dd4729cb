package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path"
	"strings"
	"testing"
)

// goPackage is what `go list -json` says of a package, as far as the rules below look at it.
type goPackage struct {
	ImportPath string
	Standard   bool
	Imports    []string
	Deps       []string
}

func goList(t *testing.T, args ...string) []goPackage {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list", "-json=ImportPath,Standard,Imports,Deps"}, args...)...).Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %s", exit.Stderr)
		}
		t.Fatal(err)
	}
	var all []goPackage
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := d.Decode(&p); err == io.EOF {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

const module = "demarc/"

// below returns the part of an import path under a folder, and whether it is there.
func below(importPath, folder string) (string, bool) {
	return strings.CutPrefix(importPath, module+folder+"/")
}

// mayImport says why a package of the project may not import another, or nothing. These are the rules of the house:
// nothing points up, no service knows its sibling, and AWS is asked in one place.
func mayImport(from, to string) string {
	sdk := strings.HasPrefix(to, "github.com/aws/aws-sdk-go-v2/service/")
	aws := strings.HasPrefix(to, "github.com/aws/")
	service, collecting := below(from, "inventory")
	checkPkg, checking := below(from, "checks")
	switch {
	case from == module+"inventory" || from == module+"inventory/responsibility":
		if !standard(to) && to != module+"inventory/responsibility" {
			return "the core imports the standard library only"
		}
	case checkPkg == "access" || strings.HasPrefix(checkPkg, "access/"):
		if !standard(to) && !strings.HasPrefix(to, module+"checks/access") {
			return "policy reasoning imports the standard library only"
		}
	case checking || from == module+"checks":
		switch {
		case aws, strings.HasPrefix(to, "github.com/rs/zerolog"), to == "net/http", to == "os", to == "log":
			return "a check asks nobody, logs nothing and reads no file"
		case to == module+"inventory/collect" || to == module+"inventory/all":
			return "checks judge; they do not collect"
		}
		if sibling, ok := below(to, "checks"); ok && isService(checkPkg) && isService(sibling) && sibling != checkPkg {
			return "no package of checks imports its sibling"
		}
	case collecting:
		if up, ok := below(to, "checks"); ok || to == module+"checks" || strings.HasPrefix(to, module+"report") {
			return "the inventory does not know who judges it " + up
		}
		if service == "collect" && sdk {
			return "SDK clients live in the packages of the services"
		}
		if sibling, ok := below(to, "inventory"); ok && isService(service) && isService(sibling) && sibling != service {
			return "no service package imports its sibling"
		}
	case strings.HasPrefix(from, module+"report"):
		if aws || to == module+"inventory/collect" || to == module+"inventory/all" {
			return "a report is made from a finished ledger alone"
		}
	case from == module+"cmd/scanner":
		if sdk {
			return "SDK clients live in the packages of the services"
		}
	}
	return ""
}

func standard(importPath string) bool {
	first, _, _ := strings.Cut(importPath, "/")
	return !strings.Contains(first, ".") && first != "demarc"
}

// isService reports whether a folder below inventory or checks is one service's.
func isService(name string) bool {
	switch name {
	case "guardrails":
		return false
	case "", "all", "collect", "responsibility", "frameworks", "customerkey", "eol", "escalation", "images", "network", "patching", "resourcepolicy", "secrets":
		return false
	}
	return !strings.HasPrefix(name, "access") && !strings.Contains(name, "/")
}

func TestImports(t *testing.T) {
	for _, p := range goList(t, module+"...") {
		for _, i := range p.Imports {
			if why := mayImport(p.ImportPath, i); why != "" {
				t.Errorf("%s imports %s: %s", p.ImportPath, i, why)
			}
		}
	}
}

// TestForbiddenPackages keeps out what makes the linker keep every method of every SDK client: the binary grows from
// 25 to 139 MB. cobra imports text/template for templates that a program may set and this one does not;
// TestTemplatesAreNotLinked shows that the linker drops it.
func TestForbiddenPackages(t *testing.T) {
	for _, p := range goList(t, "-deps", ".") {
		for _, i := range p.Imports {
			switch i {
			case "text/template", "html/template", "testing", "net/http/httptest":
				if !p.Standard && (i != "text/template" || p.ImportPath != "github.com/spf13/cobra") {
					t.Errorf("%s imports %s, and both are linked into the scanner", p.ImportPath, i)
				}
			}
		}
	}
}

// TestTemplatesAreNotLinked looks into the linked binary for the engine of templates.
func TestTemplatesAreNotLinked(t *testing.T) {
	if testing.Short() {
		t.Skip("links the scanner")
	}
	binary := path.Join(t.TempDir(), "scanner")
	if out, err := exec.Command("go", "build", "-trimpath", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	symbols, err := exec.Command("go", "tool", "nm", binary).Output()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(symbols), "main.run") {
		t.Fatal("the symbols do not even name main.run: this test sees nothing")
	}
	for line := range strings.Lines(string(symbols)) {
		if strings.Contains(line, "template.(*Template).Execute") {
			t.Errorf("linked: %s", strings.TrimSpace(line))
		}
	}
}

// TestImportRulesBite shows that the rules refuse what they are for.
func TestImportRulesBite(t *testing.T) {
	for _, c := range [][2]string{
		{"inventory", "github.com/rs/zerolog"},
		{"inventory/ec2", module + "inventory/iam"},
		{"inventory/ec2", module + "checks"},
		{"inventory/collect", "github.com/aws/aws-sdk-go-v2/service/ec2"},
		{"checks", "os"},
		{"checks/ec2", "github.com/aws/aws-sdk-go-v2/service/ec2"},
		{"checks/ec2", module + "checks/iam"},
		{"checks/ec2", module + "inventory/collect"},
		{"checks/access", module + "inventory"},
		{"report", module + "inventory/collect"},
		{"cmd/scanner", "github.com/aws/aws-sdk-go-v2/service/sts"},
	} {
		if mayImport(path.Join("demarc", c[0]), c[1]) == "" {
			t.Errorf("%s may import %s", c[0], c[1])
		}
	}
	for _, c := range [][2]string{
		{"inventory/ec2", "github.com/aws/aws-sdk-go-v2/service/ec2"},
		{"inventory/ec2", module + "inventory/collect"},
		{"checks/ec2", module + "checks/access"},
		{"checks/ec2", module + "inventory/kms"},
		{"cmd/scanner", module + "localstack"},
	} {
		if why := mayImport(path.Join("demarc", c[0]), c[1]); why != "" {
			t.Errorf("%s may not import %s: %s", c[0], c[1], why)
		}
	}
}
