package kinoloom.examples.fields

/** One of the two that read the document: our client, or our emulator. */
interface Side {
    /**
     * Offers a request.
     *
     * @param category the document's
     * @param fields by the names of the wire; files as a list of paths
     */
    Outcome offer(String category, Map<String, Object> fields)

    /** Whether it says that field by itself, so that nobody can leave it out. */
    boolean says(String field)

    /** Whether a field that must not be missing is missed as the document says. */
    boolean misses(Row row, Outcome outcome)

    /** Whether it may leave a field out and so leave the default to the other side. */
    boolean isLeavingDefaults()

    final class Outcome {
        /** Why it is refused; null if it is taken. */
        final String refusal
        /** What holds in the end, by the names of the wire. */
        final Map<String, String> settled

        private Outcome(String refusal, Map<String, String> settled) {
            this.refusal = refusal
            this.settled = settled
        }

        static Outcome refused(Object why) { new Outcome(why.toString(), [:]) }

        static Outcome taken(Map<String, ?> settled) { new Outcome(null, settled.collectEntries { [it.key, it.value as String] }) }
    }
}
