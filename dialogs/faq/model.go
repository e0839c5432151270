package faq

import (
	"errors"
	"math"
	"slices"
	"strings"
)

// model is a linear classifier: what each feature says for and against each topic. It
// was learnt by logistic regression before the program was built (learn_test.go) and is
// read where it lies in the program, so that it costs no memory until it is asked.
//
// The file is little-endian: the number of topics, of rows and of bytes of names (four
// bytes each); the names, one a line; the bias of each topic (float32); the hashes of
// the features, rising (32 bits); of each row where its entries end (32 bits), its idf and
// its scale (16 bits each, in units of idfUnit and scaleUnit); the entries: topic, and
// weight in scales (a byte each).
type model struct {
	topics []string
	bias   []float32
	rows   int
	hashes string
	heads  string
	cells  string
}

// feature is a row of the model with its share in a text.
type feature struct {
	row int
	v   float32
}

const (
	headSize  = 8 // bytes of a row's head
	idfUnit   = 1. / (1 << 13)
	scaleUnit = 1. / (1 << 18)
)

// readModel reads a packed model.
func readModel(s string) (*model, error) {
	if len(s) < 12 {
		return nil, errors.New("the file is too short")
	}
	topics, rows, names := int(u32(s, 0)), int(u32(s, 4)), int(u32(s, 8))
	m := &model{rows: rows}
	s = s[12:]
	if len(s) < names+4*topics+(4+headSize)*rows {
		return nil, errors.New("the file is cut off")
	}
	m.topics, s = strings.Split(s[:names], "\n"), s[names:]
	if len(m.topics) != topics {
		return nil, errors.New("a topic has no name")
	}
	for k := range topics {
		m.bias = append(m.bias, f32(s, 4*k))
	}
	s = s[4*topics:]
	m.hashes, s = s[:4*rows], s[4*rows:]
	m.heads, m.cells = s[:headSize*rows], s[headSize*rows:]
	if rows > 0 && int(u32(m.heads, headSize*(rows-1))) != len(m.cells) {
		return nil, errors.New("the weights are cut off")
	}
	return m, nil
}

func u32(s string, i int) uint32 {
	return uint32(s[i]) | uint32(s[i+1])<<8 | uint32(s[i+2])<<16 | uint32(s[i+3])<<24
}

// u16 reads 16 bits as a number of units.
func u16(s string, i int, unit float32) float32 {
	return float32(uint16(s[i])|uint16(s[i+1])<<8) * unit
}

func f32(s string, i int) float32 { return math.Float32frombits(u32(s, i)) }

// row finds a feature, -1 when nobody ever wrote it. Hashes lie evenly, so that where one
// must be is guessed from its size; a guess that helps little is halved.
func (m *model) row(h uint32) int {
	lo, hi := 0, m.rows
	low, high := float64(0), float64(math.MaxUint32)
	for n := 0; lo < hi; n++ {
		mid := int(uint(lo+hi) >> 1)
		if n < 4 {
			mid = min(lo+int(float64(hi-lo)*(float64(h)-low)/(high-low+1)), hi-1)
		}
		switch at := u32(m.hashes, 4*mid); {
		case at == h:
			return mid
		case at < h:
			lo, low = mid+1, float64(at)
		default:
			hi, high = mid, float64(at)
		}
	}
	return -1
}

// vector weighs the features of a text that the model knows; its length is 1.
func (m *model) vector(list []trait) []feature {
	return weigh(list, func(h uint32) (int, float32) {
		row := m.row(h)
		if row < 0 {
			return -1, 0
		}
		return row, u16(m.heads, headSize*row+4, idfUnit)
	})
}

// weigh gives features their shares: how telling they are, by kind, to a length of 1.
func weigh(list []trait, find func(hash uint32) (row int, idf float32)) []feature {
	out := make([]feature, 0, len(list))
	var sum float32
	for _, f := range list {
		row, idf := find(f.hash)
		if row < 0 {
			continue
		}
		v := idf * f.share
		out = append(out, feature{row, v})
		sum += float32(v * v)
	}
	if sum > 0 {
		l := 1 / float32(math.Sqrt(float64(sum)))
		for i := range out {
			out[i].v *= l
		}
	}
	return out
}

// chances is how likely each topic is for a text of these features.
func (m *model) chances(list []trait) []float32 {
	p := make([]float32, len(m.topics))
	m.scores(m.vector(list), p)
	softmax(p)
	return p
}

func (m *model) scores(list []feature, out []float32) {
	copy(out, m.bias)
	for _, f := range list {
		at := headSize * f.row
		from := 0
		if f.row > 0 {
			from = int(u32(m.heads, at-headSize))
		}
		v := f.v * u16(m.heads, at+6, scaleUnit)
		cells := m.cells[from:u32(m.heads, at)]
		for i := 0; i+1 < len(cells); i += 2 {
			out[cells[i]] += v * float32(int8(cells[i+1]))
		}
	}
}

func softmax(p []float32) {
	top := slices.Max(p)
	var sum float32
	for i, v := range p {
		p[i] = float32(math.Exp(float64(v - top)))
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
}
