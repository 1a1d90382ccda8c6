package podnet

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/miekg/dns"
)

type fakeUpstream struct{ asked []string }

func (f *fakeUpstream) exchange(question *dns.Msg, _ bool) (*dns.Msg, error) {
	f.asked = append(f.asked, question.Question[0].Name)
	if question.Question[0].Name == "down.example." {
		return nil, errors.New("no server answers")
	}
	reply := new(dns.Msg).SetReply(question)
	record, _ := dns.NewRR(question.Question[0].Name + " 60 IN A 192.0.2.7")
	reply.Answer = []dns.RR{record}
	return reply, nil
}

func TestNames(t *testing.T) {
	up := new(fakeUpstream)
	n := &names{upstream: up, services: func() []Service {
		return []Service{
			{Namespace: "shop", Name: "web", Address: "10.96.1.1", Ports: []Port{{"http", "TCP", 80}}},
			{Namespace: "shop", Name: "db", Endpoints: []Endpoint{{"10.88.0.2", "db-0"}, {"10.88.0.3", ""}}, Ports: []Port{{"sql", "TCP", 5432}}},
			{Namespace: "shop", Name: "away", External: "example.org"},
			{Namespace: "shop", Name: "none"},
		}
	}}
	for _, c := range []struct {
		name  string
		kind  uint16
		rcode int
		want  []string
	}{
		{"web.shop.svc.cluster.local.", dns.TypeA, dns.RcodeSuccess, []string{"10.96.1.1"}},
		{"WEB.shop.SVC.cluster.local.", dns.TypeA, dns.RcodeSuccess, []string{"10.96.1.1"}},
		{"web.shop.svc.cluster.local.", dns.TypeAAAA, dns.RcodeSuccess, nil}, // there, but not this
		{"web.other.svc.cluster.local.", dns.TypeA, dns.RcodeNameError, nil},
		{"shop.svc.cluster.local.", dns.TypeA, dns.RcodeSuccess, nil},
		{"nothing.svc.cluster.local.", dns.TypeA, dns.RcodeNameError, nil},
		{"none.shop.svc.cluster.local.", dns.TypeA, dns.RcodeSuccess, nil},
		{"db.shop.svc.cluster.local.", dns.TypeA, dns.RcodeSuccess, []string{"10.88.0.2", "10.88.0.3"}},
		{"db-0.db.shop.svc.cluster.local.", dns.TypeA, dns.RcodeSuccess, []string{"10.88.0.2"}},
		{"10-88-0-3.db.shop.svc.cluster.local.", dns.TypeA, dns.RcodeSuccess, []string{"10.88.0.3"}},
		{"db-9.db.shop.svc.cluster.local.", dns.TypeA, dns.RcodeNameError, nil},
		{"_http._tcp.web.shop.svc.cluster.local.", dns.TypeSRV, dns.RcodeSuccess, []string{"80 web.shop.svc.cluster.local."}},
		{"_sql._tcp.db.shop.svc.cluster.local.", dns.TypeSRV, dns.RcodeSuccess,
			[]string{"5432 db-0.db.shop.svc.cluster.local.", "5432 10-88-0-3.db.shop.svc.cluster.local."}},
		{"_http._udp.web.shop.svc.cluster.local.", dns.TypeSRV, dns.RcodeNameError, nil},
		{"away.shop.svc.cluster.local.", dns.TypeA, dns.RcodeSuccess, []string{"example.org."}},
		{"10-88-0-9.shop.pod.cluster.local.", dns.TypeA, dns.RcodeSuccess, []string{"10.88.0.9"}},
		{"cluster.local.", dns.TypeA, dns.RcodeSuccess, nil},
		{"x.cluster.local.", dns.TypeA, dns.RcodeNameError, nil},
		{"example.org.", dns.TypeA, dns.RcodeSuccess, []string{"192.0.2.7"}},
		{"down.example.", dns.TypeA, dns.RcodeServerFailure, nil},
	} {
		reply := n.answer(new(dns.Msg).SetQuestion(c.name, c.kind), false)
		var got []string
		for _, record := range reply.Answer {
			switch r := record.(type) {
			case *dns.A:
				got = append(got, r.A.String())
			case *dns.SRV:
				got = append(got, strings.Join([]string{itoa(r.Port), r.Target}, " "))
			case *dns.CNAME:
				got = append(got, r.Target)
			}
		}
		if reply.Rcode != c.rcode || !slices.Equal(got, c.want) {
			t.Errorf("%s %s: %s %v, not %s %v", dns.TypeToString[c.kind], c.name, dns.RcodeToString[reply.Rcode], got, dns.RcodeToString[c.rcode], c.want)
		}
	}
	if !slices.Equal(up.asked, []string{"example.org.", "down.example."}) {
		t.Errorf("passed on: %v", up.asked)
	}
}

func itoa(port uint16) string { return strconv.Itoa(int(port)) }
