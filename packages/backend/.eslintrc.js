module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    {
      // The benchmark fills the tables as that of change management does; it is in no package.
      files: ['bench/**/*.ts'],
      rules: {
        '@backstage/no-relative-monorepo-imports': 'off',
        '@backstage/no-undeclared-imports': 'off',
      },
    },
  ],
});
