package main

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"tumbuh/store"
	"tumbuh/store/rdb"
)

// metrics are the figures of one process. No label is about a person.
type metrics struct {
	registry *prometheus.Registry
	commit   *prometheus.HistogramVec
	sent     *prometheus.CounterVec
	waited   *prometheus.HistogramVec
}

func newMetrics() *metrics {
	m := &metrics{registry: prometheus.NewRegistry(),
		commit: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "tumbuh_commit_seconds", Help: "Time until a page of turns is on the disk.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5}}, []string{"result"}),
		sent: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "tumbuh_messages_total", Help: "What became of messages of this process."},
			[]string{"channel", "lane", "outcome"}),
		waited: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "tumbuh_message_wait_seconds", Help: "From decision to sent; of reminders this is how late they are.",
			Buckets: []float64{.1, .5, 1, 2, 5, 15, 60, 300, 900, 3600}}, []string{"channel", "lane"})}
	m.registry.MustRegister(m.commit, m.sent, m.waited, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// saw notes what became of one message.
func (m *metrics) saw(ch store.Channel, lane store.Lane, verdict store.Verdict, waited time.Duration) {
	m.sent.WithLabelValues(string(ch), string(lane), verdict.String()).Inc()
	if verdict == store.Done {
		m.waited.WithLabelValues(string(ch), string(lane)).Observe(waited.Seconds())
	}
}

// timed is the store with a watch on its commits.
type timed struct {
	*rdb.DB
	m     *metrics
	files map[store.Channel]filer
}

func (t timed) Commit(ctx context.Context, turns ...store.Turn) ([]store.Result, error) {
	began := time.Now()
	r, err := t.DB.Commit(ctx, turns...)
	result := "ok"
	if err != nil {
		result = "error"
	}
	t.m.commit.WithLabelValues(result).Observe(time.Since(began).Seconds())
	return r, err
}

// watch adds what is read at each scrape, and what the rooms count.
func (m *metrics) watch(a *app, dir string) {
	m.registry.MustRegister(&state{app: a, dir: dir})
	count := func(name, help string, f func() int64) {
		m.registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: name, Help: help}, func() float64 { return float64(f()) }))
	}
	g, s := &a.gateway.Count, a.sweep
	count("tumbuh_turns_total", "Incoming messages whose turn was committed.", g.Turns.Load)
	count("tumbuh_turns_repeated_total", "Incoming messages that had been committed before.", g.Dups.Load)
	count("tumbuh_turns_stale_total", "Decisions made anew because a version moved.", g.Stales.Load)
	count("tumbuh_panics_total", "Decisions that panicked.", g.Panics.Load)
	count("tumbuh_held_total", "Times an incoming message was held because the store was down.", g.Down.Load)
	count("tumbuh_reminders_said_total", "Reminders put into messages.", s.Said.Load)
	count("tumbuh_reminders_expired_total", "Reminders past their use before they could be said.", s.Expired.Load)
	count("tumbuh_sweep_failed_total", "Records that a sweep could not deal with.", s.Failed.Load)
}

// state reads the store at each scrape.
type state struct {
	app *app
	dir string
}

// gauges describes a gauge of [state].
func gauge(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("tumbuh_"+name, help, labels, nil)
}

// Describe sends nothing: what is there depends on what is configured.
func (s *state) Describe(chan<- *prometheus.Desc) {}

// Collect reads the store; where it does not answer only tumbuh_store_writable is there, 0.
func (s *state) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	put := func(d *prometheus.Desc, v float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	up := 1.0
	if s.app.db.Writable(ctx) != nil {
		up = 0
	}
	put(gauge("store_writable", "1 while the store takes writes."), up)
	s.night(put)
	if free, ok := freeBytes(s.dir); ok {
		put(gauge("disk_free_bytes", "Free on the disk of the data folder."), float64(free))
	}
	if up == 1 {
		s.queues(ctx, put)
		s.sizes(ctx, put)
	}
}

func (s *state) night(put func(*prometheus.Desc, float64, ...string)) {
	n, ok := readNightly(s.dir)
	if !ok {
		return
	}
	good := 1.0
	if n.Error != "" {
		good = 0
	}
	put(gauge("backup_ok", "1 when the last backup of the night was restored in a scratch server and compared."), good)
	put(gauge("backup_time_seconds", "When that was."), float64(n.At.Unix()))
	put(gauge("backup_bytes", "Its size."), float64(n.Bytes))
}

func (s *state) queues(ctx context.Context, put func(*prometheus.Desc, float64, ...string)) {
	for _, ch := range []store.Channel{store.Telegram, store.WhatsApp, store.WebPhone} {
		depth, err1 := s.app.db.Depth(ctx, ch)
		lag, err2 := s.app.db.Lag(ctx, ch)
		if err1 != nil || err2 != nil {
			return
		}
		for _, l := range store.Lanes() {
			put(gauge("outbox_people", "People for whom something waits.", "channel", "lane"), float64(depth[l]), string(ch), string(l))
			put(gauge("outbox_age_seconds", "For how long the oldest that may be sent has waited.", "channel", "lane"), lag[l].Seconds(), string(ch), string(l))
		}
	}
}

func (s *state) sizes(ctx context.Context, put func(*prometheus.Desc, float64, ...string)) {
	n, err := s.app.db.Counts(ctx)
	if err != nil {
		return
	}
	put(gauge("people", "People known."), float64(n.People))
	put(gauge("dead_letters", "Messages that could not be sent because of a fault of ours."), float64(n.Dead))
	put(gauge("commits_unreplicated", "Commits no replica answered in time, since the start."), float64(n.Unreplicated))
	alerts, err := rdb.List[store.Alert](ctx, s.app.db, store.KindAlert, store.IndexAlerts())
	if err != nil {
		return
	}
	oldest, untaken := time.Duration(0), 0
	for _, a := range alerts {
		oldest = max(oldest, s.app.clock.Now().Sub(a.Value.Made))
		if a.Value.Taken == "" {
			untaken++
		}
	}
	put(gauge("alerts_open", "Danger alerts that are not closed."), float64(len(alerts)))
	put(gauge("alerts_untaken", "Danger alerts that nobody has taken."), float64(untaken))
	put(gauge("alert_age_seconds", "Age of the oldest open alert."), oldest.Seconds())
	if at, ok, err := s.app.db.NextWake(ctx); err == nil && ok {
		put(gauge("sweep_lag_seconds", "How long the earliest due record has waited for a sweep."), max(0, s.app.clock.Now().Sub(at).Seconds()))
	}
	r, err := requests(ctx, s.app.db, s.app.clock.Now())
	if err == nil {
		put(gauge("requests_open", "Requests of people about their data that are not done."), float64(r.open))
		put(gauge("request_age_seconds", "Age of the oldest; the law gives 72 hours."), r.oldest.Seconds())
	}
}

// handler serves the figures.
func (m *metrics) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	return mux
}

// figures takes the address of the metrics; without it the program goes on.
func figures(addr string, log *slog.Logger) net.Listener {
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		log.Warn("no metrics: TUMBUH_METRICS_ADDR is taken; set it to another port for each process of a machine", "address", addr)
		return nil
	}
	return ln
}
