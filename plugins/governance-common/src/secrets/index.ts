export * from './credentialShapes';
