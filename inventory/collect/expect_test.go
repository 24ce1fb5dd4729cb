package collect

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDocument(t *testing.T) {
	type result struct {
		Got string
		OK  bool
	}
	for _, tt := range []struct {
		name, body string
		want       []string
		result     result
	}{
		{"root", `<?xml version="1.0"?><PolicyStatus xmlns="x"/>`, []string{"PolicyStatus"}, result{"PolicyStatus", true}},
		{"other_root", `<ListBucketResult></ListBucketResult>`, []string{"PolicyStatus"}, result{"ListBucketResult", false}},
		{"one_of_two", `<B/>`, []string{"A", "B"}, result{"B", true}},
		{"member", `{"Keys":[]}`, []string{"Keys"}, result{"Keys", true}},
		{"empty_object", `{}`, []string{"Keys"}, result{"{}", false}},
		{"object_for_xml", `{"Keys":[]}`, []string{"PolicyStatus"}, result{"{}", false}},
		{"xml_for_object", `<Keys/>`, []string{"Version"}, result{"Keys", false}},
		{"text", `hello`, []string{"Keys"}, result{"no JSON object", false}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := document([]byte(tt.body), tt.want)
			if diff := cmp.Diff(tt.result, result{got, ok}); diff != "" {
				t.Error(diff)
			}
		})
	}
}
