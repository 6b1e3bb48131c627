"""The computer's cameras. The only module that imports Qt's multimedia part: import it late."""

from PySide6.QtCore import QElapsedTimer, QObject, Slot
from PySide6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QCameraFormat,
    QMediaCaptureSession,
    QMediaDevices,
    QVideoFrame,
    QVideoSink,
)

from recovery_app.ui.capture.source import Camera, FrameSource

MOST_PIXELS = 3840 * 2160
"""More would only make the live picture stutter."""

LEAST_RATE = 10
"""Pictures a second below which nobody can hold still."""

AT_ONCE = 2
"""After a picture that took a while to convert, as long again is left to everything else."""


class CameraSource(FrameSource):
    """Takes every picture whole from a camera, in the largest format that is still smooth.

    `session` is where another input may be put in place of a camera, as a test does.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._camera: QCamera | None = None
        self._devices = QMediaDevices(self)
        self._devices.videoInputsChanged.connect(self._on_devices)
        self._sink = QVideoSink(self)
        self._sink.videoFrameChanged.connect(self._on_frame)
        self.session = QMediaCaptureSession(self)
        self.session.setVideoSink(self._sink)
        self._since = QElapsedTimer()
        self._cost = 0

    def cameras(self) -> list[Camera]:
        """Return the cameras that are connected, the system's usual one first."""
        return [Camera(_key(one), one.description()) for one in _devices()]

    def start(self, key: str = "") -> None:
        """Begin with a camera; say so where there is none or it does not work."""
        self.stop()
        devices = _devices()
        device = next((one for one in devices if _key(one) == key), devices[0] if devices else None)
        if device is None:
            self.failed.emit(self.tr("No camera was found."))
            return
        self._camera = QCamera(device, self)
        self._camera.errorOccurred.connect(self._on_error)
        best = best_format(device.videoFormats())
        if best is not None:
            self._camera.setCameraFormat(best)
        self.session.setCamera(self._camera)
        self._camera.start()

    def stop(self) -> None:
        """Let go of the camera."""
        camera, self._camera = self._camera, None
        if camera is not None:
            camera.errorOccurred.disconnect(self._on_error)
            camera.stop()
            self.session.setCamera(None)  # pyright: ignore[reportArgumentType] - Qt's way to take it out
            camera.deleteLater()
        self.rest()

    @Slot(QVideoFrame)
    def _on_frame(self, frame: QVideoFrame) -> None:
        if not frame.isValid():
            return
        if self._since.isValid() and self._since.elapsed() < AT_ONCE * self._cost:
            return
        # Some systems mirror the camera that looks at the person; what is kept must not be.
        plain = QVideoFrame(frame)
        plain.setMirrored(False)
        work = QElapsedTimer()
        work.start()
        image = plain.toImage()
        self._cost = work.elapsed()
        self._since.start()
        self.deliver(image)

    def _on_error(self, _error: QCamera.Error, _words: str) -> None:
        self.stop()
        self.failed.emit(self.tr("The camera gives no picture. Another program may be using it."))

    def _on_devices(self) -> None:
        if self._camera is not None:
            used = _key(self._camera.cameraDevice())
            if used not in [_key(one) for one in _devices()]:
                self.stop()
                self.failed.emit(self.tr("The camera was unplugged."))
        self.cameras_changed.emit()


def best_format(formats: list[QCameraFormat]) -> QCameraFormat | None:
    """Return the largest format that is smooth enough, or None to leave it to the system."""
    smooth = [one for one in formats if one.maxFrameRate() >= LEAST_RATE]
    fitting = [one for one in smooth if _pixels(one) <= MOST_PIXELS]
    return max(fitting, key=lambda one: (_pixels(one), one.maxFrameRate()), default=None)


def _pixels(of: QCameraFormat) -> int:
    return of.resolution().width() * of.resolution().height()


def _devices() -> list[QCameraDevice]:
    return sorted(QMediaDevices.videoInputs(), key=lambda one: not one.isDefault())


def _key(device: QCameraDevice) -> str:
    return bytes(device.id().data()).decode("latin-1")
