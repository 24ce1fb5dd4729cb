package localstack

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"demarc/localstack/wire"
)

// Account is one account's answers, read and checked against the wire models. It is read-only and safe for
// concurrent use.
type Account struct {
	// ID is the 12-digit account id, ARN and UserID the caller, Partition aws, aws-cn or aws-us-gov.
	ID, ARN, UserID, Partition string

	table  *wire.Table
	own    map[string]*answer
	base   map[string]*answer
	denied []string
}

// answer is what one file says: an output or an error.
type answer struct {
	output map[string]any
	err    *wire.Error
}

// settings is the optional file endpoint.json at the root of an account.
type settings struct {
	// Denied lists IAM actions that the caller lacks, such as "kms:ListGrants".
	Denied []string
}

// global is the folder for answers that are the same in every region.
const global = "global"

// fallback is the file that answers for every resource without a file of its own.
const fallback = "_default"

var regionName = regexp.MustCompile(`^[a-z]{2,4}(-[a-z]+)+-[0-9]$`)

// LoadAccount reads every answer of an account folder; see the package comment for its layout. All errors are
// reported together, each with its file and member.
func LoadAccount(files fs.FS) (*Account, error) {
	table, err := wire.NewTable()
	if err != nil {
		return nil, err
	}
	return loadAccount(table, files)
}

func loadAccount(table *wire.Table, files fs.FS) (*Account, error) {
	a := &Account{table: table, own: map[string]*answer{}, base: map[string]*answer{}}
	if err := a.settings(files); err != nil {
		return nil, err
	}
	if err := a.read(files, a.own, nil); err != nil {
		return nil, err
	}
	caller := a.own[global+"/sts/GetCallerIdentity"]
	if caller == nil || caller.output == nil {
		return nil, errors.New("global/sts/GetCallerIdentity.json is missing: paste the output of `aws sts get-caller-identity`")
	}
	a.ID, _ = caller.output["Account"].(string)
	a.ARN, _ = caller.output["Arn"].(string)
	a.UserID, _ = caller.output["UserId"].(string)
	parts := strings.SplitN(a.ARN, ":", 6)
	if len(a.ID) != 12 || len(parts) != 6 || parts[4] != a.ID {
		return nil, fmt.Errorf("global/sts/GetCallerIdentity.json: Account %q and Arn %q do not belong together", a.ID, a.ARN)
	}
	a.Partition = parts[1]
	return a, a.read(base(), a.base, []byte(a.ID))
}

func (a *Account) settings(files fs.FS) error {
	data, err := fs.ReadFile(files, "endpoint.json")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var s settings
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&s); err != nil {
		return fmt.Errorf("endpoint.json: %w", err)
	}
	a.denied = s.Denied
	return nil
}

// read loads all answer files of a tree. id replaces the account id 000000000000 of the built-in answers.
func (a *Account) read(files fs.FS, into map[string]*answer, id []byte) error {
	var faults []error
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() || !strings.HasSuffix(name, ".json") || name == "endpoint.json" {
			return nil
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		if id != nil {
			data = bytes.ReplaceAll(data, []byte("000000000000"), id)
		}
		key, got, err := a.parse(files, name, data)
		if err != nil {
			faults = append(faults, fmt.Errorf("account file %s: %w", name, err))
			return nil
		}
		if key != "" {
			into[key] = got
		}
		return nil
	})
	return errors.Join(append(faults, err)...)
}

// parse reads one file: PLACE/SERVICE/OPERATION.json or PLACE/SERVICE/OPERATION/RESOURCE.json.
func (a *Account) parse(files fs.FS, name string, data []byte) (string, *answer, error) {
	parts := strings.Split(strings.TrimSuffix(name, ".json"), "/")
	if len(parts) < 3 {
		return "", nil, errors.New("not in PLACE/SERVICE/OPERATION.json, where PLACE is a region or global; attachments must not end in .json")
	}
	if parts[0] != global && !regionName.MatchString(parts[0]) {
		return "", nil, fmt.Errorf("%q is neither a region nor global", parts[0])
	}
	if parts[1] != wire.DirName(parts[1]) {
		return "", nil, fmt.Errorf("folder %q: service folders are in lower case, such as %q", parts[1], wire.DirName(parts[1]))
	}
	op, err := a.table.Operation(parts[1], parts[2])
	if err != nil {
		return "", nil, err
	}
	if len(parts) > 3 && len(op.Keys) == 0 {
		return "", nil, fmt.Errorf("%s asks for no single resource: put the whole answer in %s.json", op.Name, op.Name)
	}
	var failure struct {
		Error *struct {
			Code, Message string
			Status        int
		}
	}
	if bytes.Contains(data, []byte(`"Error"`)) && json.Unmarshal(data, &failure) == nil && failure.Error != nil && op.Output.Members["Error"] == nil {
		dec := json.NewDecoder(bytes.NewReader(data))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&failure); err != nil || failure.Error.Code == "" {
			return "", nil, errors.New(`an error file holds {"Error": {"Code": "...", "Message": "...", "Status": 404}} and nothing else`)
		}
		e := failure.Error
		return strings.Join(parts, "/"), &answer{err: &wire.Error{Code: e.Code, Message: e.Message, Status: e.Status}}, nil
	}
	d := wire.Dialect{CLI: true, Ignore: printedTokens(op), File: attachment(files, path.Dir(name))}
	v, err := d.DecodeJSON(op.Output, data)
	if err != nil {
		return "", nil, err
	}
	output, _ := v.(map[string]any)
	if output == nil {
		output = map[string]any{}
	}
	return strings.Join(parts, "/"), &answer{output: output}, nil
}

// attachment resolves file://NAME beside the answer file.
func attachment(files fs.FS, dir string) func(string) ([]byte, error) {
	return func(name string) ([]byte, error) {
		full := path.Join(dir, name)
		if !fs.ValidPath(full) {
			return nil, fmt.Errorf("file://%s leads out of the account's folder", name)
		}
		data, err := fs.ReadFile(files, full)
		if err != nil {
			return nil, fmt.Errorf("file://%s: %w", name, err)
		}
		return data, nil
	}
}

// printedTokens are members of a page that the CLI may print and that the endpoint makes itself.
func printedTokens(op *wire.Operation) map[string]bool {
	if op.Page == nil {
		return nil
	}
	return map[string]bool{"NextToken": true, op.Page.Out: true, op.Page.More: true}
}

// find returns the answer for an operation and the identifying values of the request, from the most particular
// file to the most general: the region before global, the account before the built-in answers, the resource
// before _default. whole says that the operation's one file for all resources was taken.
func (a *Account) find(op *wire.Operation, region string, keys []string) (got *answer, whole bool) {
	service := "/" + wire.DirName(op.Service.ID) + "/" + op.Name
	for _, layer := range []map[string]*answer{a.own, a.base} {
		for _, place := range []string{region, global} {
			for n := len(keys); n > 0; n-- {
				if got := layer[place+service+"/"+strings.Join(keys[:n], "/")]; got != nil {
					return got, false
				}
			}
		}
		for _, place := range []string{region, global} {
			if got := layer[place+service]; got != nil {
				return got, true
			}
		}
		if len(op.Keys) == 0 {
			continue
		}
		for _, place := range []string{region, global} {
			if got := layer[place+service+"/"+fallback]; got != nil {
				return got, false
			}
		}
	}
	return nil, false
}

// FileName returns the name, without .json, of the file that answers for a resource: the value itself, or for
// an ARN or URL the part that names the resource. Characters that some file systems refuse become "_".
func FileName(value string) string {
	switch {
	case strings.HasPrefix(value, "arn:"):
		if parts := strings.SplitN(value, ":", 6); len(parts) == 6 {
			value = parts[5]
		}
		if i := strings.IndexAny(value, "/:"); i >= 0 && i+1 < len(value) && !strings.HasPrefix(value, "alias/") {
			value = value[i+1:]
		}
	case strings.HasPrefix(value, "https://"), strings.HasPrefix(value, "http://"):
		value = value[strings.LastIndexByte(value, '/')+1:]
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:*?"'<>|\`+"`", r) || r < ' ' {
			return '_'
		}
		return r
	}, strings.Trim(value, "/"))
}
