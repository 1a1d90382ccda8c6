package volumes

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	authenticationv1 "k8s.io/api/authentication/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// A token is renewed after this part of its life, at the latest after a day, as
// the kubelet does.
const (
	renewAfter  = 0.8
	renewWithin = 24 * time.Hour
	tokenMode   = 0o600
)

// Tokens are the service account tokens of one pod.
type Tokens struct {
	mu     sync.Mutex
	tokens map[string]issued
}

type issued struct {
	token string
	renew time.Time
}

func (s sources) token(ctx context.Context, files map[string]file, source *corev1.ServiceAccountTokenProjection, index int) error {
	s.tokens.mu.Lock()
	defer s.tokens.mu.Unlock()
	key := fmt.Sprintf("%s/%d", s.volume, index)
	current, ok := s.tokens.tokens[key]
	if !ok || time.Now().After(current.renew) {
		fresh, err := s.request(ctx, source)
		if err != nil {
			return err
		}
		if s.tokens.tokens == nil {
			s.tokens.tokens = map[string]issued{}
		}
		s.tokens.tokens[key] = fresh
		current = fresh
	}
	files[source.Path] = file{[]byte(current.token), tokenMode}
	return nil
}

// request asks for a token that is bound to this pod: it ends with the pod.
func (s sources) request(ctx context.Context, source *corev1.ServiceAccountTokenProjection) (issued, error) {
	request := &authenticationv1.TokenRequest{Spec: authenticationv1.TokenRequestSpec{
		ExpirationSeconds: source.ExpirationSeconds,
		BoundObjectRef: &authenticationv1.BoundObjectReference{
			APIVersion: "v1", Kind: "Pod", Name: s.pod.Name, UID: s.pod.UID,
		},
	}}
	if source.Audience != "" {
		request.Spec.Audiences = []string{source.Audience}
	}
	now := time.Now()
	answer, err := s.client.CoreV1().ServiceAccounts(s.pod.Namespace).
		CreateToken(ctx, s.pod.Spec.ServiceAccountName, request, metav1.CreateOptions{})
	if err != nil {
		return issued{}, fmt.Errorf("token of service account %q: %w", s.pod.Spec.ServiceAccountName, err)
	}
	life := min(time.Duration(float64(answer.Status.ExpirationTimestamp.Sub(now))*renewAfter), renewWithin)
	// Spread, so that many pods of one start do not renew in one moment.
	life -= time.Duration(rand.Int64N(int64(life/10) + 1))
	return issued{answer.Status.Token, now.Add(life)}, nil
}
