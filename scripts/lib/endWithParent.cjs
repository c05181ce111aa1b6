// Loaded into the portal's process by `--require`: it ends when the script that started it is gone, also after a
// SIGKILL, so that the next start finds its port free. The database ends at the same time, and an orderly end may wait
// for it in vain.
const GRACE_MS = 5_000;

process.on('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), GRACE_MS);
});
if (process.channel) {
  process.channel.unref();
}
