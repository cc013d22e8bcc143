// Keeps connections open that ask nothing, and others that send a request one byte at a time: node idle.mjs PORT IDLE
// SLOW SECONDS. Those that the server closes are opened again.
import { connect } from "node:net";

const [port, idle, slow, seconds] = process.argv.slice(2).map(Number);
const sockets = new Set();
let closed = 0;

function open(isSlow) {
  const socket = connect(port, "127.0.0.1");
  sockets.add(socket);
  socket.on("error", () => {});
  socket.on("close", () => {
    sockets.delete(socket);
    closed += 1;
    setTimeout(() => open(isSlow), 500);
  });
  if (!isSlow) return;
  const request = "GET /v1/customers/1 HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + "x".repeat(100000);
  let at = 0;
  const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write(request[at++])), 1000);
}

for (let i = 0; i < idle; ++i) open(false);
for (let i = 0; i < slow; ++i) open(true);
setTimeout(() => {
  console.log(JSON.stringify({ open: sockets.size, closed }));
  process.exit();
}, seconds * 1000);
