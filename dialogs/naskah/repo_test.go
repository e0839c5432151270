package naskah

import "testing"

// What the code says is written, what is written is said, and each placeholder
// gets a value.
func TestCodeAndTextsAgree(t *testing.T) {
	texts, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	used, err := Uses("../..")
	if err != nil {
		t.Fatal(err)
	}
	if faults := texts.lintUses(used); len(faults) > 0 {
		t.Errorf("%d faults:\n%s", len(faults), said(faults))
	}
}
