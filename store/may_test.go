package store_test

import (
	"testing"

	"tumbuh/store"
)

// TestMay is the whole table of who may do what, so that a change of it is read
// here as a change of one row.
func TestMay(t *testing.T) {
	person := func(id, family string, g ...store.Grant) store.Doc[store.Person] {
		return store.Doc[store.Person]{Ref: store.Ref{Kind: store.KindPerson, ID: id}, Value: store.Person{Family: family, Grants: g}}
	}
	siti := person("siti", "siti", store.Grant{Role: store.Ibu})
	husband := person("budi", "", store.Grant{Role: store.Pendamping})
	husband.Value.Caring = "siti"
	ratna := person("ratna", "ratna", store.Grant{Role: store.Kader, Posyandu: "py-1"})
	yuni := person("yuni", "", store.Grant{Role: store.Bidan, Puskesmas: "P1"})
	tpg := person("tini", "", store.Grant{Role: store.TPG, Puskesmas: "P1"})
	rs := person("rs", "", store.Grant{Role: store.RS})
	dewi := person("dewi", "", store.Grant{Role: store.Admin})
	nobody := person("x", "")

	home := store.Area{Family: "siti", Posyandu: "py-1", Puskesmas: "P1"}
	homeCase := home
	homeCase.Case = true
	away := store.Area{Family: "rina", Posyandu: "py-2", Puskesmas: "P2", Case: true}

	tests := []struct {
		name  string
		actor store.Doc[store.Person]
		act   store.Act
		area  store.Area
		want  bool
	}{
		{"a mother sees her child", siti, store.SeeChild, home, true},
		{"a mother sees her pregnancy", siti, store.SeePregnancy, home, true},
		{"a mother corrects her family", siti, store.EditFamily, home, true},
		{"a mother sees no other family", siti, store.SeeChild, away, false},
		{"a mother measures nobody", siti, store.Measure, home, false},
		{"a father sees the child", husband, store.SeeChild, home, true},
		{"a father never sees pregnancy, loss, KB", husband, store.SeePregnancy, home, false},
		{"a father does not edit", husband, store.EditFamily, home, false},
		{"a kader sees a child of her posyandu", ratna, store.SeeChild, home, true},
		{"a kader measures there", ratna, store.Measure, home, true},
		{"a kader does not see another posyandu", ratna, store.SeeChild, away, false},
		{"a kader sees no number without a case", ratna, store.SeePhone, home, false},
		{"a kader sees the number of her case", ratna, store.SeePhone, homeCase, true},
		{"a kader takes no alert elsewhere", ratna, store.TakeAlert, away, false},
		{"a kader sends no broadcast", ratna, store.SendBroadcast, home, false},
		{"a bidan sees her puskesmas", yuni, store.SeePregnancy, home, true},
		{"a bidan corrects (undo of a loss)", yuni, store.EditFamily, home, true},
		{"a bidan does not see another puskesmas", yuni, store.SeePregnancy, away, false},
		{"a TPG sees growth", tpg, store.SeeChild, home, true},
		{"a TPG corrects no family", tpg, store.EditFamily, home, false},
		{"a hospital sees a referred child", rs, store.SeeChild, away, true},
		{"a hospital sees nobody else", rs, store.SeeChild, home, false},
		{"an admin sees counts", dewi, store.SeeAggregate, home, true},
		{"an admin sees no names", dewi, store.SeeChild, home, false},
		{"an admin sees the name a case needs", dewi, store.SeeChild, homeCase, true},
		{"an admin broadcasts", dewi, store.SendBroadcast, store.Area{}, true},
		{"an admin does not measure", dewi, store.Measure, home, false},
		{"an admin does not edit families", dewi, store.EditFamily, homeCase, false},
		{"a stranger may nothing", nobody, store.SeeChild, home, false},
		{"an area without posyandu is nobody's", person("k", "", store.Grant{Role: store.Kader}), store.SeeChild, store.Area{}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := store.May(tt.actor, tt.act, tt.area); got != tt.want {
				t.Errorf("May = %v, want %v", got, tt.want)
			}
		})
	}
}
