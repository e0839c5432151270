package answers

import "testing"

// TestTabletInPassing: what stands beside the answer does not turn it round.
func TestTabletInPassing(t *testing.T) {
	for text, want := range map[string]TTD{
		"alhamdulillah udah bund, tp agak mual": TTDTaken, "sudah minum tapi pusing": TTDTaken, "udah, cuma tinggal 3 tablet": TTDTaken,
		"udah mual duluan": TTDNausea, "belum, mual": TTDNausea, "ga minum, dilarang dokter krn muntah": TTDForbidden, "dilarang dokter soalnya mual": TTDForbidden,
		"stok tinggal dikit": TTDLow, "tabletnya hampir habis": TTDLow, "sisa 2 lagi bu": TTDLow, "mau abis nih": TTDLow,
		"tabletnya abis": TTDOut, "habis makan nanti": TTDLater, "nanti ya abis makan": TTDLater, "blm": TTDNotYet, "udah dong": TTDTaken,
	} {
		if got := ReadTTD(text); got != want {
			t.Errorf("%q is %d, want %d", text, got, want)
		}
	}
}
