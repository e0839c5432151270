package store

// Duty names the city's duty officer, the last one every alert asks: a person, or
// whoever took the invitation. One record, [KindDuty] "city".
type Duty struct {
	V       int            `json:"v"`
	Officer PersonID       `json:"officer,omitempty"`
	Invite  string         `json:"invite,omitempty"` // code
	Extra   map[string]any `json:",embed"`
}

// DutyRef is the record of the city's duty officer.
func DutyRef() Ref { return Ref{KindDuty, "city"} }
