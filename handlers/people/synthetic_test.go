package people

import (
	"context"
	"crypto/rand"
	"fmt"
	mathrand "math/rand/v2"
	"strings"
	"testing"
	"time"

	"referout/bot"
	"referout/handlers/guide"
	"referout/store"
	"referout/store/memory"
	"referout/store/storetest"
)

// library is a book in a store for tests.
type library struct {
	t     testing.TB
	store *store.Store
	book  store.SpaceID
}

func newLibrary(t testing.TB) *library {
	t.Helper()
	l := &library{t: t, store: storetest.Store(t, memory.New())}
	l.update(func(tx *store.Tx) error {
		b, err := tx.NewBook(rand.Reader)
		l.book = b.ID()
		return err
	})
	return l
}

func (l *library) update(fn func(*store.Tx) error) {
	l.t.Helper()
	if err := l.store.Update(context.Background(), fn); err != nil {
		l.t.Fatal(err)
	}
}

var testDay = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func (l *library) request(tx *store.Tx) (*bot.Personal, error) {
	b, err := tx.Book(l.book)
	return &bot.Personal{Data: b, Now: testDay, Rand: mathrand.New(mathrand.NewPCG(1, 2))}, err
}

// change runs fn for one request that may write.
func (l *library) change(fn func(*bot.Personal) error) {
	l.t.Helper()
	l.update(func(tx *store.Tx) error {
		p, err := l.request(tx)
		if err != nil {
			return err
		}
		return fn(p)
	})
}

// view runs fn for one request that reads.
func (l *library) view(fn func(*bot.Personal) error) {
	l.t.Helper()
	err := l.store.View(context.Background(), func(tx *store.Tx) error {
		p, err := l.request(tx)
		if err != nil {
			return err
		}
		return fn(p)
	})
	if err != nil {
		l.t.Fatal(err)
	}
}

// add saves lines, one at a time, each a minute after the one before.
func (l *library) add(lines ...string) {
	l.t.Helper()
	for i, text := range lines {
		l.change(func(p *bot.Personal) error {
			p.Now = testDay.Add(time.Duration(i) * time.Minute)
			p.Rand = mathrand.New(mathrand.NewPCG(uint64(i), 7))
			_, err := Save(p, ReadLine(text))
			return err
		})
	}
}

const (
	syllables = "ba be bi bo da de di do fa fe ga go ha he ka ke ki ko la le li lo ma me mi mo na ne no pa pe ra re ri ro sa se so ta te ti to va ve vi wa ya yo za"
	someWords = "Oak Stone River Lake Market North Harbor Cedar Hill Garden Bridge Mill Elm Summit Valley Meadow"
	townNames = "Akron,Kent,Cuyahoga Falls,Stow,Hudson,Barberton,Medina,Canton,Green,Fairlawn,Tallmadge,Norton,Wadsworth,Ravenna,Copley,Bath,Solon,Parma"
)

// synthetic draws people with names of syllables, the same for the same seed.
type synthetic struct{ *mathrand.Rand }

func pick[T any](r synthetic, list []T) T { return list[r.IntN(len(list))] }

func (r synthetic) name() string {
	parts := strings.Fields(syllables)
	word := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(pick(r, parts))
		}
		return strings.ToUpper(b.String()[:1]) + b.String()[1:]
	}
	return word(2+r.IntN(2)) + " " + word(3+r.IntN(2))
}

// fill puts so many specialists into the book, three to an office.
func (l *library) fill(n int) {
	l.t.Helper()
	r := synthetic{mathrand.New(mathrand.NewPCG(5, 5))}
	towns, words, payers, specialties := strings.Split(townNames, ","), strings.Fields(someWords), guide.Payers(), guide.Specialties()
	l.change(func(p *bot.Personal) error {
		office := ""
		for i := range n {
			if i%3 == 0 {
				office = fmt.Sprintf("o%07d", i)
				o := Office{Name: pick(r, words) + " " + pick(r, words) + " Clinic", City: pick(r, towns)}
				if err := Offices.Put(p.Data, office, o); err != nil {
					return err
				}
			}
			who := Person{Name: "Dr " + r.name(), Specialty: pick(r, specialties).Code, Office: office,
				Phone: fmt.Sprintf("+1330555%04d", i), Payers: []string{pick(r, payers).Name, pick(r, payers).Name}}
			if err := Persons.Put(p.Data, fmt.Sprintf("p%07d", i), who); err != nil {
				return err
			}
		}
		return nil
	})
}

// slip changes a word by one slip of the finger.
func (r synthetic) slip(word string) string {
	b := []byte(word)
	i := 1 + r.IntN(len(b)-2)
	switch r.IntN(4) {
	case 0:
		b[i], b[i+1] = b[i+1], b[i]
	case 1:
		b[i] = 'x'
	case 2:
		return string(b[:i]) + string(b[i+1:])
	default:
		return string(b[:i]) + "x" + string(b[i:])
	}
	return string(b)
}

// question is a search for one of the synthetic people: a last name with a slip,
// the city, a payer.
func (r synthetic) question(d *directory) (words, id string) {
	for {
		e := d.entries[r.IntN(len(d.entries))]
		if e.kind == specialistKind {
			return r.slip(e.words[len(e.words)-1]) + " " + e.place.City + " " + e.payers[0], e.id
		}
	}
}
