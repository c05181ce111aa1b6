export * from './decideGate';
export * from './facts';
