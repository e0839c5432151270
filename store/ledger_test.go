package store

import (
	"encoding/json"
	"reflect"
	"testing"
)

// TestLedger: a ledger is written and read as any reader of JSON would, the same one always
// alike.
func TestLedger(t *testing.T) {
	for _, m := range []map[string][]int{{}, {"ttd/p1": {9563, 9564}, "anc-k1/p1": {}, "posyandu-h1/": {12}}, {`a"b\c`: {1}, "bayi é": {0}, "jauh\n": {123456789}}} {
		want, _ := json.Marshal(m)
		got, err := json.Marshal(Ledger(m))
		if err != nil || string(got) != string(want) {
			t.Errorf("wrote %s (%v), want %s", got, err, want)
		}
		var back Ledger
		if err := json.Unmarshal(want, &back); err != nil || len(back) != len(m) {
			t.Errorf("read %v (%v) of %s", back, err, want)
		}
		for k, days := range m {
			if len(days) > 0 && !reflect.DeepEqual(back[k], days) {
				t.Errorf("read %v of %s at %q", back[k], want, k)
			}
		}
	}
	var back Ledger
	if err := json.Unmarshal([]byte(` { "a" : [ 1 , -2 ] , "b":null } `), &back); err != nil || !reflect.DeepEqual(back["a"], []int{1, -2}) {
		t.Errorf("read %v (%v) of a form of others", back, err)
	}
	for _, bad := range []string{`{"a":[1,]}`, `{"a":[1}`, `{"a":1}`, `{"a":["1"]}`, `[]`, `{"a":[1.5]}`, `{"a":[1],}`, `{,"a":[1]}`, `{"a":[99999999999999999999]}`} {
		if err := new(Ledger).UnmarshalJSON([]byte(bad)); err == nil {
			t.Errorf("%s was read", bad)
		}
	}
	grown := back["a"]
	if _ = append(grown, 7); len(back["a"]) != 2 {
		t.Error("a list reaches into its neighbour")
	}
}
