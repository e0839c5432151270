package store

import "hash/fnv"

// Responsible is the one kader who looks after a family: she who is written there, as long
// as she works at its posyandu; else one of the posyandu's kader, spread evenly and the
// same one at every look; where there is none, the bidan; "" where there is nobody.
// staff are those of the family's posyandu.
func Responsible(family Doc[Family], staff []Member) PersonID {
	var kader, bidan PersonID
	var most uint32
	for _, m := range staff {
		id, p := m.ID(), m.Person.Value
		if p.Serves(family.Value.Posyandu) {
			if id == family.Value.Kader {
				return id
			}
			if n := weight(family.Ref.ID, string(id)); kader == "" || n > most {
				kader, most = id, n
			}
		}
		if bidan == "" && p.Has(Bidan) {
			bidan = id
		}
	}
	if kader != "" {
		return kader
	}
	return bidan
}

// Serves tells whether the person is a kader of the posyandu.
func (p Person) Serves(posyandu string) bool {
	for _, g := range p.Grants {
		if g.Role == Kader && g.Posyandu == posyandu {
			return true
		}
	}
	return false
}

// weight says how well a kader and a family go together: of those who are there the
// highest has the family, so that one who leaves moves only her own.
func weight(family, kader string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(family + "|" + kader)) // never fails
	return h.Sum32()
}
