package faq

import (
	"flag"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

//go:generate go test -run TestWeights -update .

var update = flag.Bool("update", false, "learn again and write data/weights.bin and data/learnt-words.txt")

// TestWeights learns anew: what the program carries is what the present questions, the
// seed and the spellings teach. After a change of those: go generate ./dialogs/faq.
func TestWeights(t *testing.T) {
	if raceDetector {
		t.Skip("learning takes minutes under the detector and shares nothing: .ci/run runs it without")
	}
	list, err := examples()
	if err != nil {
		t.Fatal(err)
	}
	fresh, err := newWords(list)
	if err != nil {
		t.Fatal(err)
	}
	words, err := newWording(spellings, stopwords, fresh)
	if err != nil {
		t.Fatal(err)
	}
	lists, topics := lessons(words, list)
	made := map[string]string{"data/learnt-words.txt": strings.Join(fresh, "\n") + "\n", "data/weights.bin": string(train(lists, topics, 5).pack(tinyTopics)),
		"data/danger-weights.bin": string(net(tales(t, words, list)).pack(tinyNet))}
	for file, want := range made {
		if *update {
			if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want {
			t.Errorf("%s is not what the questions teach: go generate ./dialogs/faq", file)
		}
	}
}

// newWords are the words of the questions that the spellings do not know.
func newWords(list []example) ([]string, error) {
	w, err := newWording(spellings, stopwords, nil)
	if err != nil {
		return nil, err
	}
	lx, err := spelled(spellings)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, e := range list {
		for _, p := range fold(e.text) {
			if p.word == "" || w.skip[p.word] {
				continue
			}
			if own, s := lx.stem(p.word, false); lx.words[p.word] == nil && (own == nil || len(own.classes) == 0 || s == p.word) {
				lx.add(lx.id(p.word), p.word)
				out = append(out, p.word)
			}
		}
	}
	return out, nil
}

const (
	runs    = 4   // times all is learnt, each in another order; the mean of them depends on no order
	pace    = 4   // first step of learning
	dropped = 0.2 // share of features hidden at each step, so that none is relied upon alone
)

// learner is the model while it learns: all weights, of full precision.
type learner struct {
	topics []string
	index  map[uint32]int // feature to its row
	hashes []uint32       // feature of each row
	idf    []float32
	weight []float32 // rows of len(topics)
	bias   []float32
}

// train learns from lists of features and the topic of each, by logistic regression
// in so many passes over all of them.
func train(lists [][]trait, topics []string, passes int) *learner {
	m := &learner{index: map[uint32]int{}}
	m.topics = slices.Compact(slices.Sorted(slices.Values(topics)))
	count := map[uint32]int{}
	for _, l := range lists {
		for _, f := range l {
			count[f.hash]++
		}
	}
	var df []float32
	for _, l := range lists {
		for _, f := range l {
			if _, ok := m.index[f.hash]; !ok {
				m.index[f.hash] = len(df)
				m.hashes = append(m.hashes, f.hash)
				df = append(df, float32(count[f.hash]))
			}
		}
	}
	m.idf = make([]float32, len(df))
	for i, d := range df {
		m.idf[i] = float32(math.Sqrt(math.Log(1 + float64(len(lists))/float64(d))))
	}
	weight, bias := make([]float32, len(df)*len(m.topics)), make([]float32, len(m.topics))
	for run := range runs {
		m.weight, m.bias = make([]float32, len(weight)), make([]float32, len(bias))
		m.learn(lists, topics, passes, rand.New(rand.NewPCG(36, uint64(run))))
		for i, w := range m.weight {
			weight[i] += w / runs
		}
		for i, b := range m.bias {
			bias[i] += b / runs
		}
	}
	m.weight, m.bias = weight, bias
	return m
}

// net learns the signs and calm, and as a last topic the odds of any sign against calm.
func net(lists [][]trait, signs []string) *learner {
	any := make([]string, len(signs))
	for i, s := range signs {
		if any[i] = calm; s != calm {
			any[i] = anySign
		}
	}
	m, odds := train(lists, signs, 8), train(lists, any, 8)
	n := len(m.topics)
	weight := make([]float32, 0, len(m.idf)*(n+1))
	for r := range m.idf {
		weight = append(append(weight, m.weight[r*n:(r+1)*n]...), odds.weight[2*r+1]-odds.weight[2*r])
	}
	m.topics, m.bias, m.weight = append(m.topics, anySign), append(m.bias, odds.bias[1]-odds.bias[0]), weight
	return m
}

func (m *learner) learn(lists [][]trait, topics []string, passes int, rnd *rand.Rand) {
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
	for range passes {
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
func (m *learner) step(some []feature, p, sum []float32) {
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

// vector weighs the features of a text; its length is 1.
func (m *learner) vector(list []trait) []feature {
	return weigh(list, func(h uint32) (int, float32) {
		row, ok := m.index[h]
		if !ok {
			return -1, 0
		}
		return row, m.idf[row]
	})
}

func (m *learner) scores(list []feature, out []float32) {
	copy(out, m.bias)
	n := len(m.topics)
	for _, f := range list {
		row := m.weight[f.row*n : f.row*n+n]
		for k := range out {
			out[k] += float32(f.v * row[k])
		}
	}
}
