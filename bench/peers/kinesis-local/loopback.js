// Preloaded with `node -r`: kinesis-local has no setting for its address and would listen on all of them.
const net = require("node:net");

const listen = net.Server.prototype.listen;

net.Server.prototype.listen = function (...given) {
  const [first, ...rest] = given;
  if (typeof first === "object" && first !== null) return listen.call(this, { ...first, host: "127.0.0.1" }, ...rest);
  const callback = rest.find((argument) => typeof argument === "function");
  return listen.call(this, { port: Number(first ?? 0), host: "127.0.0.1" }, callback);
};
