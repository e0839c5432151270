package rdb

import "sync"

// batcher gathers calls that come at the same time into one round trip. Nobody
// waits for company: what is there when the server is free goes at once.
type batcher[J any] struct {
	jobs chan J
	done sync.WaitGroup
}

// workers is how many round trips may be under way: one is on its way while the
// next gathers.
const workers = 3

func newBatcher[J any](most int, run func([]J)) *batcher[J] {
	b := &batcher[J]{jobs: make(chan J, 4*most)}
	for range workers {
		b.done.Add(1)
		go func() {
			defer b.done.Done()
			for first := range b.jobs {
				run(b.gather(first, most))
			}
		}()
	}
	return b
}

func (b *batcher[J]) gather(first J, most int) []J {
	page := []J{first}
	for len(page) < most {
		select {
		case j, ok := <-b.jobs:
			if !ok {
				return page
			}
			page = append(page, j)
		default:
			return page
		}
	}
	return page
}

func (b *batcher[J]) close() {
	close(b.jobs)
	b.done.Wait()
}
