export const raft = 1;
export const logs = 9;
