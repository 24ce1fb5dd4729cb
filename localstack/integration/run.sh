#!/usr/bin/env bash
# Runs the integration tests against the endpoint that AWS_ENDPOINT_URL names. Without one it starts moto_server on a
# free loopback port, for as long as the tests run; moto is installed into a folder of its own if it is not there.
# Exits 77 when there is no endpoint to test against, after saying so.
#
# The tests write to the endpoint. They refuse one that is not on this machine.
set -euo pipefail
cd "$(dirname "$0")/../.."
export CGO_ENABLED=${CGO_ENABLED:-0} # as make does: the packages are then compiled once for both

version=5.2.1 # of moto
work=$(mktemp -d)
server=
stop() {
	if [ -n "$server" ]; then
		kill "$server" 2>/dev/null || true
		wait "$server" 2>/dev/null || true
	fi
	rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT TERM

skip() {
	echo "integration tests SKIPPED: $*" >&2
	echo "start an emulator (localstack/compose.yaml has several) and set AWS_ENDPOINT_URL=http://localhost:4566" >&2
	exit 77
}

# has PYTHON: whether that Python can run the server in the version that the tests know the gaps of.
has() {
	"$1" -c "import sys, moto, flask; sys.exit(moto.__version__ != '$version')" 2>/dev/null
}

# python_with_moto prints a Python that has moto, after installing it if need be.
python_with_moto() {
	local own=${XDG_CACHE_HOME:-$HOME/.cache}/demarc/moto-$version
	command -v python3 >/dev/null || return 1
	if has python3; then
		echo python3
		return
	fi
	if ! has "$own/bin/python"; then
		echo "installing moto $version into $own" >&2
		{ rm -rf "$own" && python3 -m venv "$own" && "$own/bin/python" -m pip install --quiet "moto[server]==$version"; } >&2 || return 1
	fi
	echo "$own/bin/python"
}

if [ -z "${AWS_ENDPOINT_URL:-}" ]; then
	python=$(python_with_moto) || skip "there is no moto_server $version, and pip could not install it (Python 3 with venv and pip is needed)"
	port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
	# Without the public images that moto would otherwise pass off as the account's own.
	MOTO_EC2_LOAD_DEFAULT_AMIS=false "$python" -m moto.server -H 127.0.0.1 -p "$port" >"$work/moto.log" 2>&1 &
	server=$!
	export AWS_ENDPOINT_URL=http://localhost:$port
	for _ in $(seq 150); do
		if "$python" -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:$port/moto-api/config', timeout=2)" 2>/dev/null; then
			break
		fi
		kill -0 "$server" 2>/dev/null || { cat "$work/moto.log" >&2; echo 'moto_server ended before it answered: its log is above' >&2; exit 1; }
		sleep 0.2
	done
	echo "moto_server $version at $AWS_ENDPOINT_URL"
fi

# The user's own profiles and credentials stay out of it.
unset AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SESSION_TOKEN AWS_ROLE_ARN AWS_WEB_IDENTITY_TOKEN_FILE AWS_CONTAINER_CREDENTIALS_RELATIVE_URI AWS_CONTAINER_CREDENTIALS_FULL_URI
export AWS_CONFIG_FILE=$work/none AWS_SHARED_CREDENTIALS_FILE=$work/none AWS_EC2_METADATA_DISABLED=true
export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=us-east-1

go test -trimpath -count=1 -timeout 20m -v "$@" ./localstack/integration/
