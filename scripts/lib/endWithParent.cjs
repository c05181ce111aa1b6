// Loaded into the portal's process by `--require`: it ends when the script that started it is gone, also after a SIGKILL, so that the next
// start finds its port free.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
if (process.channel) {
  process.channel.unref();
}
