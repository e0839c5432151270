package store

import "time"

// Question is something a mother asks a person: it waits for the answer of her kader or
// bidan, climbs when nobody answers, and the answer goes back through the bot.
type Question struct {
	V         int            `json:"v"`
	From      PersonID       `json:"from"`
	Via       Address        `json:"via"` // where she wrote from
	Name      string         `json:"name,omitempty"`
	Phone     string         `json:"phone,omitempty"`
	Text      string         `json:"text,omitempty"` // "": she wants to be contacted
	Posyandu  string         `json:"posyandu,omitempty"`
	Kelurahan string         `json:"kelurahan,omitempty"`
	Puskesmas string         `json:"puskesmas,omitempty"`
	Made      time.Time      `json:"made"`
	Rung      int            `json:"rung,omitzero"` // 0 first asked, 1 all bidan, 2 the duty officer was told
	Asked     []AlertAsk     `json:"asked,omitempty"`
	Taken     PersonID       `json:"taken,omitempty"` // will contact her
	Answer    string         `json:"answer,omitempty"`
	By        string         `json:"by,omitempty"` // who answered, as she reads it
	Closed    time.Time      `json:"closed,omitzero"`
	Outcome   string         `json:"outcome,omitempty"` // "dijawab", "dihubungi"
	Extra     map[string]any `json:",embed"`
}

// IndexQuestions holds the questions that wait.
func IndexQuestions() Index { return Index{"questions", "open"} }
