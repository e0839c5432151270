package rdb

import (
	"context"
	"fmt"
	"sync"
)

// batcher gathers calls that come at the same time into one round trip. Nobody
// waits for company: what is there when the server is free goes at once.
type batcher[J any] struct {
	jobs chan J
	quit chan struct{}
	done sync.WaitGroup
}

// workers is how many round trips may be under way: one is on its way while the
// next gathers.
const workers = 3

func newBatcher[J any](most int, run func([]J)) *batcher[J] {
	b := &batcher[J]{jobs: make(chan J, 4*most), quit: make(chan struct{})}
	for range workers {
		b.done.Go(func() { b.work(most, run) })
	}
	return b
}

func (b *batcher[J]) work(most int, run func([]J)) {
	for {
		select {
		case first := <-b.jobs:
			run(b.gather(first, most))
		case <-b.quit:
			return
		}
	}
}

func (b *batcher[J]) gather(first J, most int) []J {
	page := []J{first}
	for len(page) < most {
		select {
		case j := <-b.jobs:
			page = append(page, j)
		default:
			return page
		}
	}
	return page
}

// ask hands a job over and waits for its answer, as long as the caller's patience
// lasts. A job whose caller left may still be done.
func ask[J, A any](ctx context.Context, b *batcher[J], doing string, j J, answer <-chan A) (a A, err error) {
	closed := fmt.Errorf("%s: %w: it is closed", doing, ErrDown)
	select {
	case <-b.quit:
		return a, closed
	default:
	}
	select {
	case b.jobs <- j:
	case <-ctx.Done():
		return a, given(doing, ctx)
	case <-b.quit:
		return a, closed
	}
	select {
	case a = <-answer:
		return a, nil
	case <-ctx.Done():
		return a, given(doing, ctx)
	case <-b.quit:
	}
	b.done.Wait() // what was under way is answered
	select {
	case a = <-answer:
		return a, nil
	default:
		return a, closed
	}
}

// close ends the workers after what they are doing; jobs nobody took are not done.
func (b *batcher[J]) close() {
	close(b.quit)
	b.done.Wait()
}
