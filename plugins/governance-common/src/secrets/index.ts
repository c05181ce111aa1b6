export * from './credentialShapes';
export * from './maskSecrets';
export * from './secretNames';
