package reminders

// Kind is what a family may silence on its own: several rows share one.
type Kind struct {
	ID  string
	For []Whom // of whom its rows speak
}

// unsilenced are kinds that end by themselves and must be heard: the question whether
// the child is born.
var unsilenced = map[string]bool{"lahir": true}

// Kinds lists what may be silenced, in the order of the rows.
func Kinds() []Kind {
	var list []Kind
	at := map[string]int{}
	for _, r := range Rows() {
		if r.Kind == "" || unsilenced[r.Kind] {
			continue
		}
		n, known := at[r.Kind]
		if !known {
			n = len(list)
			at[r.Kind] = n
			list = append(list, Kind{ID: r.Kind})
		}
		if !hasWhom(list[n].For, r.For) {
			list[n].For = append(list[n].For, r.For)
		}
	}
	return list
}

func hasWhom(list []Whom, w Whom) bool {
	for _, x := range list {
		if x == w {
			return true
		}
	}
	return false
}
