package answers

import "strings"

var (
	thankWords = set("terima terimakasih makasih makasi trimakasih trims trim mksh mks tks thx thanks thank suwun nuhun hatur kasih you")
	thankStart = set("terima terimakasih makasih makasi trimakasih trims mksh tks thx thanks suwun nuhun hatur")
	thankWith  = set("banyak ya yah yaa y bu bun bunda kak mba mbak min admin sudah udah sdh diingatkan ingatkan diingetin infonya info bantuannya informasinya sekali bgt banget pengingatnya sama atas untuk dan")
	thankLead  = set("oh baik ok oke siap sip alhamdulillah bu bun bunda kak mba mbak bidan dok min")
)

// ReadThanks tells whether a whole message only thanks: "makasih ya", "oke terima
// kasih banyak bu". "Ya, makasih" and "sudah, makasih" answer something, and are not.
func ReadThanks(text string) bool {
	words := plain(strings.ToLower(text))
	for len(words) > 1 && thankLead[words[0]] {
		words = words[1:]
	}
	if len(words) == 0 || !thankStart[words[0]] {
		return false
	}
	for _, w := range words[1:] {
		if !thankWords[w] && !thankWith[w] {
			return false
		}
	}
	return true
}
