internal import CPangoCairo
import Kernel

/// A PDF that is being written, in memory. Belongs to one thread.
final class PDFFile {
    /// What the library writes into.
    private final class Sink {
        var bytes: [UInt8] = []
    }

    let cairo: OpaquePointer
    private let surface: OpaquePointer
    private let sink = Sink()

    init(_ document: PaperDocument) throws(PaperRefusal) {
        let write: cairo_write_func_t = { closure, data, length in
            guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
            let sink = Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue()
            guard sink.bytes.count + Int(length) <= PaperPress.mostBytes else {
                return CAIRO_STATUS_WRITE_ERROR
            }
            sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
            return CAIRO_STATUS_SUCCESS
        }
        guard
            let surface = cairo_pdf_surface_create_for_stream(
                write, Unmanaged.passUnretained(sink).toOpaque(), PageSize.width, PageSize.height)
        else { throw .failed("cairo") }
        guard let cairo = cairo_create(surface) else {
            cairo_surface_destroy(surface)
            throw .failed("cairo")
        }
        self.surface = surface
        self.cairo = cairo
        // The day of the document, not of its making: the same document gives the same bytes.
        set(CAIRO_PDF_METADATA_CREATE_DATE, document.day.text + "T00:00:00Z")
        set(CAIRO_PDF_METADATA_TITLE, [document.title, document.number].joined(separator: " "))
        set(CAIRO_PDF_METADATA_AUTHOR, document.issuer)
        set(CAIRO_PDF_METADATA_SUBJECT, document.code)
        set(CAIRO_PDF_METADATA_CREATOR, "Tradewind")
    }

    deinit {
        cairo_destroy(cairo)
        cairo_surface_destroy(surface)
    }

    private func set(_ key: cairo_pdf_metadata_t, _ value: String) {
        cairo_pdf_surface_set_metadata(surface, key, PlainText.fit(value))
    }

    /// The whole file.
    func finish() throws(PaperRefusal) -> [UInt8] {
        // What could not be drawn stops the context and leaves the surface in good standing.
        let drawn = cairo_status(cairo)
        cairo_surface_finish(surface)
        let written = cairo_surface_status(surface)
        let status = written == CAIRO_STATUS_SUCCESS ? drawn : written
        guard status == CAIRO_STATUS_SUCCESS else {
            if status == CAIRO_STATUS_WRITE_ERROR { throw .tooLong(pages: PaperPress.mostPages) }
            throw .failed(String(cString: cairo_status_to_string(status)))
        }
        return sink.bytes
    }
}
