package answers

import "testing"

func TestReadThanks(t *testing.T) {
	for _, s := range []string{"makasih ya", "Terima kasih banyak, Bu 🙏", "oke makasih min", "trims", "baik bu makasih", "siap bu bidan terima kasih", "hatur nuhun", "makasih sudah diingatkan", "Alhamdulillah terima kasih infonya"} {
		if !ReadThanks(s) {
			t.Errorf("%q only thanks", s)
		}
	}
	for _, s := range []string{"ya makasih", "sudah, makasih", "belum bu terima kasih", "", "🙏", "oke", "siap", "makasih tapi tabletnya habis", "Kasih Lestari", "terima sakit"} {
		if ReadThanks(s) {
			t.Errorf("%q says more than thanks", s)
		}
	}
}
