// Plain old JavaScript, so that an older Node can still say what to do.
const [major, minor] = process.versions.node.split('.').map(Number);
const isRecentEnough = major >= 26 || (major === 24 && minor >= 15);
if (!isRecentEnough) {
  console.error(
    `Vitalwire needs Node 24.15 or newer and this is Node ${process.versions.node}: ` +
      'install it from nodejs.org, or run `npm start` in the folder above, which brings its own.',
  );
  process.exit(1);
}
