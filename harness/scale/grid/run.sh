#!/usr/bin/env bash
# Runs the corpus through a Selenium Grid on this machine: a hub, two nodes with Chromium, two sessions.
# With KILL_AFTER=<seconds>, the nodes in KILL_NODES (2 if it is not set) are killed that long after the
# run begins. The arguments go to cors-conformance.
set -euo pipefail
cd "$(dirname "$0")"

work=${GRID_WORK:-../../../reports/grid}
port=${GRID_PORT:-4444} # and the next four
mkdir -p "$work"
work=$(cd "$work" && pwd)
[ -d "$work/lib" ] || mvn -q -B dependency:copy-dependencies "-DoutputDirectory=$work/lib"

# Each process of the grid has its own group, so that its driver and its browser end with it.
groups=()
start() { # name, arguments
  setsid java -cp "$work/lib/*" org.openqa.selenium.grid.Main "${@:2}" >"$work/$1.log" 2>&1 &
  groups+=($!)
}
stop() {
  for group in "${groups[@]}"; do kill -KILL -- "-$group" 2>/dev/null || true; done
}
trap stop EXIT

bus=(--publish-events "tcp://127.0.0.1:$((port + 1))" --subscribe-events "tcp://127.0.0.1:$((port + 2))")
hub=http://127.0.0.1:$port
start hub hub --host 127.0.0.1 --port "$port" "${bus[@]}"
for node in 1 2; do
  start "node$node" node --host 127.0.0.1 --port $((port + 2 + node)) --hub "$hub" "${bus[@]}" --config node.toml
done

nodes() { curl -fsS "$hub/status" 2>/dev/null | grep -c '"availability": "UP"'; }
for ((second = 0; ; second++)); do
  [ "$(nodes)" = 2 ] && break
  if [ $second = 120 ]; then
    echo "the nodes did not register within two minutes: see $work/*.log" >&2
    exit 2
  fi
  sleep 1
done
echo "$(date +%T) the hub and two nodes are up"

if [ -n "${KILL_AFTER:-}" ]; then
  (
    sleep "$KILL_AFTER"
    for node in ${KILL_NODES:-2}; do
      echo "$(date +%T) SIGKILL to node $node"
      kill -KILL "${groups[$node]}"
    done
  ) &
fi
code=0
node --import tsx ../../cli.ts client webdriver --server "$hub" \
  --capabilities ../../client/webdriver/capabilities/chromium.json --sessions 2 "$@" || code=$?
grep "Session created by the Node" "$work"/node*.log | sed "s#^$work/##; s#, Caps.*##" || true
exit "$code"
