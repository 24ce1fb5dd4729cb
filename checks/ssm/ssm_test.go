package ssm

import (
	"testing"

	"demarc/checks"
)

func TestCases(t *testing.T) {
	for _, c := range Checks {
		t.Run(c.Info().ID, func(t *testing.T) { checks.VerifyCases(t, c) })
	}
}

func TestSecretWord(t *testing.T) {
	for name, want := range map[string]string{
		"/booking/db-password": "password", "Booking.API_KEY": "apikey", "/a/client_secret": "secret", "authToken": "authtoken",
		"/password/length": "", "password_length": "", "secret-name": "", "/a/token_url": "", "keyboard": "", "": "",
	} {
		if got := secretWord(name); got != want {
			t.Errorf("secretWord(%q) = %q, want %q", name, got, want)
		}
	}
}
