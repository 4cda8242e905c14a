import React from "react";
export const App: React.FC<P> = ({ a }) => { const [s, set] = useState(1); return <div className="x" onClick={() => go(s)}>Text here</div>; };
export function Btn(props: Props) { return <button>Some words</button>; }
