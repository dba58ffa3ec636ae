export default function Page() {
  return <p>Claude Code Hub</p>;
}
