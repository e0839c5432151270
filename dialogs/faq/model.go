package faq

import (
	"math"
	"math/rand/v2"
	"slices"
)

// model is a linear classifier: what each feature says for and against each topic,
// learnt by logistic regression from the questions when the program starts.
type model struct {
	topics []string
	index  map[string]int // feature to its row
	idf    []float32
	weight []float32 // rows of len(topics)
	bias   []float32
}

// feature is a row of the model with its share in a text.
type feature struct {
	row int
	v   float32
}

const (
	rounds  = 5   // passes over the questions
	pace    = 4   // first step of learning
	dropped = 0.2 // share of features hidden at each step, so that none is relied upon alone
)

// trainModel learns from lists of feature names and the topic of each.
func trainModel(lists [][]string, topics []string) *model {
	m := &model{index: map[string]int{}}
	m.topics = slices.Compact(slices.Sorted(slices.Values(topics)))
	count := map[string]int{}
	for _, l := range lists {
		for _, f := range l {
			count[f]++
		}
	}
	var df []float32
	for _, l := range lists {
		for _, f := range l {
			if _, ok := m.index[f]; !ok && (count[f] > 0 || share(f) == 1) {
				m.index[f] = len(df)
				df = append(df, float32(count[f]))
			}
		}
	}
	m.idf = make([]float32, len(df))
	for i, d := range df {
		m.idf[i] = float32(math.Sqrt(math.Log(1 + float64(len(lists))/float64(d))))
	}
	m.weight = make([]float32, len(df)*len(m.topics))
	m.bias = make([]float32, len(m.topics))
	m.learn(lists, topics)
	return m
}

func (m *model) learn(lists [][]string, topics []string) {
	rnd := rand.New(rand.NewPCG(36, 74))
	n := len(m.topics)
	vectors, want := make([][]feature, len(lists)), make([]int, len(lists))
	order := make([]int, len(lists))
	for i, l := range lists {
		vectors[i], order[i] = m.vector(l), i
		want[i], _ = slices.BinarySearch(m.topics, topics[i])
	}
	sum := make([]float32, len(m.idf)) // of squared steps, by row
	p := make([]float32, n)
	var some []feature
	for range rounds {
		rnd.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			some = some[:0]
			for _, f := range vectors[i] {
				if rnd.Float32() >= dropped {
					some = append(some, f)
				}
			}
			m.scores(some, p)
			softmax(p)
			p[want[i]]--
			m.step(some, p, sum)
		}
	}
}

// step moves the weights against the error p of a text.
func (m *model) step(some []feature, p, sum []float32) {
	n := len(m.topics)
	var size float32
	var wrong [256]int // the topics that are off by enough
	off := wrong[:0]
	for k, e := range p {
		size += e * e
		if (e > 1e-3 || e < -1e-3) && len(off) < len(wrong) {
			off = append(off, k)
		}
	}
	for _, f := range some {
		sum[f.row] += size * f.v * f.v
		rate := pace * f.v / (0.1 + float32(math.Sqrt(float64(sum[f.row]))))
		row := m.weight[f.row*n : f.row*n+n]
		for _, k := range off {
			row[k] -= rate * p[k]
		}
	}
	for _, k := range off {
		m.bias[k] -= 0.01 * p[k]
	}
}

// vector weighs the features of a text that the model knows; its length is 1.
func (m *model) vector(list []string) []feature {
	out := make([]feature, 0, len(list))
	var sum float32
	for _, f := range list {
		row, ok := m.index[f]
		if !ok {
			continue
		}
		v := m.idf[row] * share(f)
		out = append(out, feature{row, v})
		sum += v * v
	}
	if sum > 0 {
		l := 1 / float32(math.Sqrt(float64(sum)))
		for i := range out {
			out[i].v *= l
		}
	}
	return out
}

func (m *model) scores(list []feature, out []float32) {
	copy(out, m.bias)
	n := len(m.topics)
	for _, f := range list {
		row := m.weight[f.row*n : f.row*n+n]
		for k := range out {
			out[k] += f.v * row[k]
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
