package store

import "slices"

// Caregiver is a second person who cares for the children of a family (father,
// grandmother), as the mother invited them. Such a person sees the children, never
// pregnancy, loss or KB ([May]).
type Caregiver struct {
	Person PersonID `json:"person"`
	Name   string   `json:"name,omitempty"`
	Kin    string   `json:"kin,omitempty"` // "ayah", "nenek", "lain"
	Via    Address  `json:"via"`
	Tablet bool     `json:"tablet,omitzero"` // she wants the tablet reminder shared
}

// Caregiver returns the family's caregiver with the id, or nil.
func (f *Family) Caregiver(id PersonID) *Caregiver {
	for i := range f.Caregivers {
		if f.Caregivers[i].Person == id {
			return &f.Caregivers[i]
		}
	}
	return nil
}

// DropCaregiver takes a caregiver out of the family.
func (f *Family) DropCaregiver(id PersonID) {
	f.Caregivers = slices.DeleteFunc(slices.Clone(f.Caregivers), func(c Caregiver) bool { return c.Person == id })
}
