package answers

import "testing"

func TestOtherTown(t *testing.T) {
	for text, want := range map[string]bool{"saya pindah ke bogor": true, "pindah ke Kab. Tangerang bun": true, "ke jakarta selatan": true, "pindah ke tangerang selatan": false, "masih di tangsel": false, "ke rumah mertua": false} {
		if got := OtherTown(text); got != want {
			t.Errorf("OtherTown(%q) = %v", text, got)
		}
	}
}
