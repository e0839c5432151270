package answers

import "strings"

// towns are places of Indonesia that people move to and write without a word of being
// outside: a name of the city's own goes before them.
var towns = set("jakarta jkt jaksel jakbar jaktim jakut jakpus dki bogor depok bekasi cikarang karawang tangerang serang cilegon pandeglang lebak rangkasbitung bandung cimahi sumedang garut tasik tasikmalaya ciamis " +
	"sukabumi cianjur cirebon indramayu kuningan majalengka subang purwakarta semarang solo surakarta jogja yogya yogyakarta magelang klaten boyolali brebes tegal pemalang pekalongan purwokerto banyumas cilacap kebumen purworejo " +
	"wonosobo kudus jepara pati surabaya sidoarjo gresik malang kediri blitar madiun jember banyuwangi madura lampung palembang bengkulu jambi padang pekanbaru riau batam medan aceh bali denpasar lombok mataram kupang " +
	"pontianak banjarmasin balikpapan samarinda makassar manado palu kendari ambon papua jayapura sumatera sumatra kalimantan sulawesi jateng jatim jabar banten jawa")

// OtherTown tells whether a text names a town or province; "tangerang selatan" is none.
func OtherTown(text string) bool {
	words := plain(Normalise(text))
	for i, w := range words {
		if towns[w] && !(w == "tangerang" && i+1 < len(words) && strings.HasPrefix(words[i+1], "sel")) {
			return true
		}
	}
	return false
}
