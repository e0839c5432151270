package dialogs

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"tumbuh/store"
)

// Erase answers "hapus data saya": after one question everything is removed in
// one commit, and only what UU 27/2022 needs as proof stays for 35 days.
func Erase() Dialog {
	return Dialog{
		ID:    "hapus",
		Steps: []Step{{ID: "yakin", Read: readAgreement}},
		Done: func(c *Ctx) {
			if c.Answer("yakin") != "ya" {
				c.Say("hapus.tidak-jadi")
				return
			}
			if !c.Want(store.Need{Kind: store.NeedAbout, Person: c.v.ID()}) || !c.Want(store.Need{Kind: store.NeedGrowth, Person: c.v.ID()}) {
				return
			}
			t, receipt := Forget(c.v, c.in.Once())
			if !c.leaveFamily(&t) || !c.freeTwins(&t) {
				return
			}
			c.extra = t
			c.Session.Stack = nil // nothing is taken up again: it is gone
			c.Say("hapus.selesai", "nomor", receipt)
		},
		Pick: func(c *Ctx, choice string) bool { return false },
	}
}

// Forget is the turn that removes a person: her records, addresses, index
// entries, what is queued and when she would be looked at next. It returns the
// receipt number as well. Staff keep nothing either; their tasks stay with the posyandu.
func Forget(v store.View, once string) (store.Turn, string) {
	id, p, f := v.ID(), v.Person.Value, v.Family.Value
	sum := sha256.Sum256([]byte(string(id) + once))
	receipt := strings.ToUpper(hex.EncodeToString(sum[:5]))
	t := store.Turn{Person: id, Now: v.Now}
	t.Writes = append(t.Writes, v.Person.Delete(), v.Session.Delete())
	drop := func(i store.Index, member string) {
		t.Index = append(t.Index, store.IndexOp{Index: i, Member: member, Drop: true})
	}
	if f.Mother == id || f.Mother == "" {
		forgetFamily(&t, v)
	}
	drop(store.IndexPeople(), string(id))
	for _, g := range p.Grants {
		for _, i := range grantIndexes(g) {
			drop(i, string(id))
		}
	}
	var addresses []store.Address
	for _, r := range p.Addresses {
		addresses = append(addresses, r.Address)
		t.Bind = append(t.Bind, store.Binding{Address: r.Address, Was: id})
	}
	forgetWork(&t, v)
	t.Wake = append(t.Wake, store.Wake{Ref: store.Ref{Kind: store.KindPerson, ID: string(id)}})
	t.Withdraw = append(t.Withdraw, store.Withdraw{Person: id, Lanes: store.Lanes()})
	t.Quiet = append(t.Quiet, store.Quiet{Person: id})
	t.Tomb = &store.Tomb{Person: id, Addresses: addresses, Consent: p.Consent, Receipt: receipt, At: v.Now}
	return t, receipt
}

// Outlived is the turn that removes a person of whom no record is kept any more: whoever
// writes again is a stranger. Staff stay, without the family they had.
func Outlived(v store.View) store.Turn {
	var t store.Turn
	if p := v.Person; p.Value.Staff() {
		p.Value.Family = ""
		t = store.Turn{Person: v.ID(), Now: v.Now, Writes: []store.Write{p.Put()}, Wake: []store.Wake{{Ref: p.Ref, At: v.Now}}}
		forgetFamily(&t, v)
	} else {
		t, _ = Forget(v, "retention:"+p.Ref.ID)
	}
	t.Audit = append(t.Audit, store.Audit{At: v.Now, Act: "retention", On: v.Person.Ref})
	return t
}

// forgetFamily removes a family, what was measured in it, and where it is listed.
func forgetFamily(t *store.Turn, v store.View) {
	t.Writes = append(t.Writes, v.Family.Delete())
	forgetGrowth(t, v)
	for _, i := range []store.Index{store.IndexFamilies(v.Family.Value.Posyandu), store.IndexKelurahan(v.Family.Value.Kelurahan)} {
		t.Index = append(t.Index, store.IndexOp{Index: i, Member: v.Family.Ref.ID, Drop: true})
	}
}

// forgetGrowth removes what was measured of her children and of herself.
func forgetGrowth(t *store.Turn, v store.View) {
	for _, d := range v.Have.Growth {
		if d.Version > 0 && d.Value.Family == v.ID() {
			t.Writes = append(t.Writes, d.Delete())
		}
	}
	for _, d := range v.Have.Checks {
		if d.Version > 0 && d.Value.Family == v.ID() {
			t.Writes = append(t.Writes, d.Delete())
		}
	}
}

// forgetWork removes the tasks and alerts that speak of her: they hold her name.
func forgetWork(t *store.Turn, v store.View) {
	drop := func(i store.Index, member string, ref store.Ref) {
		t.Index = append(t.Index, store.IndexOp{Index: i, Member: member, Drop: true},
			store.IndexOp{Index: store.IndexAbout(v.ID()), Member: ref.String(), Drop: true})
		t.Wake = append(t.Wake, store.Wake{Ref: ref})
	}
	for _, d := range v.Have.AboutTasks {
		if d.Version > 0 {
			t.Writes = append(t.Writes, d.Delete())
		}
		drop(store.IndexTasks(d.Value.For), d.Ref.ID, d.Ref)
	}
	for _, d := range v.Have.AboutQuestions {
		if d.Version > 0 {
			t.Writes = append(t.Writes, d.Delete())
		}
		drop(store.IndexQuestions(), d.Ref.ID, d.Ref)
	}
	for _, d := range v.Have.AboutReferrals {
		if d.Version > 0 {
			t.Writes = append(t.Writes, d.Delete())
		}
		drop(store.IndexReferrals(d.Value.Puskesmas), d.Ref.ID, d.Ref)
		t.Index = append(t.Index, store.IndexOp{Index: store.IndexHospital(), Member: d.Ref.ID, Drop: true})
	}
	for _, d := range v.Have.AboutAlerts {
		if d.Version > 0 {
			t.Writes = append(t.Writes, d.Delete())
		}
		drop(store.IndexAlerts(), d.Ref.ID, d.Ref)
	}
}

// grantIndexes are the indexes a role stands in.
func grantIndexes(g store.Grant) []store.Index {
	list := []store.Index{store.IndexRole(g.Role)}
	if g.Posyandu != "" {
		list = append(list, store.IndexKader(g.Posyandu))
	}
	if g.Puskesmas != "" {
		list = append(list, store.IndexPuskesmas(g.Role, g.Puskesmas))
	}
	return list
}
