module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    '@backstage/no-mixed-plugin-imports': [
      'warn',
      {
        // Tests alone name these.
        excludedTargetPackages: [
          '@countersign/plugin-governance',
          '@countersign/plugin-governance-test-utils',
        ],
      },
    ],
  },
});
